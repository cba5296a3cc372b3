import type { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Ctx } from '../../ctx.js'
import type { Cell } from '../../transfer/export/cell.js'
import { writeCsv } from '../../transfer/export/write-csv.js'
import { archiveNames } from './archive-names.js'
import type { Story, StoryFile } from './story.js'

/** Formats that are packed already; packing them again only takes time. */
const PACKED = /^(?:image\/(?!svg|bmp|tiff)|audio\/|video\/|application\/(?:pdf|zip|gzip|vnd\.openxmlformats))/

interface Filed {
  readonly file: StoryFile
  readonly subject: string
  readonly path: string
}

/**
 * The story and all its files in one archive, with an index that names each file, its event and the hash of its bytes.
 * Files are read one after the other while they are sent, so an archive of any size needs little memory; the same story
 * gives the same bytes.
 */
export async function storyZip(ctx: Ctx, story: Story, pdf: Uint8Array): Promise<Readable> {
  const zip = new ZipFile()
  const out = zip.outputStream as PassThrough
  zip.on('error', (error) => out.destroy(error as Error))
  const mtime = new Date(`${story.day}T12:00:00Z`)
  const filed = filedOf(ctx, story)
  zip.addBuffer(Buffer.from(pdf), `${ctx.t('core.story.file')}.pdf`, { mtime, compress: false })
  zip.addBuffer(Buffer.from(await indexOf(ctx, filed)), `${ctx.t('core.story.index-file')}.csv`, { mtime })
  for (const { file, path } of filed) {
    const compress = !PACKED.test(file.mediaType)
    zip.addReadStreamLazy(path, { mtime, compress, size: file.size }, (done) => {
      const bytes = ctx.files.stream(file.sha256) as Readable
      out.once('close', () => bytes.destroy())
      done(null, bytes)
    })
  }
  zip.end()

  return out
}

function filedOf(ctx: Ctx, story: Story): readonly Filed[] {
  const files = story.events.flatMap(({ subject, files: own }) => own.map((file) => ({ file, subject })))
  const names = archiveNames(files.map(({ file }) => file.name))
  const folder = ctx.t('core.story.folder')
  return files.map((each, at) => ({ ...each, path: `${folder}/${names[at] ?? ''}` }))
}

async function indexOf(ctx: Ctx, filed: readonly Filed[]): Promise<string> {
  const headings = ['file', 'event', 'at', 'by', 'size', 'sha256'].map((key) => ctx.t(`core.story.index.${key}`))
  const text = (value: string): Cell => ({ kind: 'text', text: value })
  const rows = filed.map(({ file, subject, path }): Cell[] => [
    text(path),
    text(subject),
    text(file.at),
    text(file.by ?? ''),
    { kind: 'number', decimal: String(file.size) },
    text(file.sha256),
  ])
  let csv = ''
  for await (const part of writeCsv({ headings, pages: once(rows) }, ctx.locale)) csv += part
  return csv
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}
