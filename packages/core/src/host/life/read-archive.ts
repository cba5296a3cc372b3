import { createHash } from 'node:crypto'
import { existsSync, openAsBlob } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { BlobReader, TextWriter, ZipReader, type Entry } from '@zip.js/zip.js'
import { rowOf, type RowTexts } from '../../backup/row-line.js'
import { Refusal } from '../../plugin/refusal.js'
import type { ArchivedTable, ArchiveManifest } from './archive.js'

export interface Archive {
  readonly manifest: ArchiveManifest
  /** Rows of one table, read as they are asked for. Throws 422 `core.archive-damaged` at their end when the sum is another. */
  rows(table: ArchivedTable): AsyncIterable<RowTexts>
  close(): Promise<void>
}

/** Opens an archive of a plugin. Throws 422 `core.archive-unknown` when there is none, `core.archive-damaged`. */
export async function openArchive(path: string): Promise<Archive> {
  if (!existsSync(path)) throw new Refusal('core.archive-unknown', { params: { archive: path } })
  const damaged = () => new Refusal('core.archive-damaged', { params: { archive: path } })
  const zip = new ZipReader(new BlobReader(await openAsBlob(path)))
  const entries = await zip.getEntries().catch(() => {
    throw damaged()
  })
  const entry = (name: string): FileEntry => {
    const found = entries.find(({ filename }) => filename === name)
    if (!found || found.directory) throw damaged()
    return found
  }
  const manifest = JSON.parse(await entry('manifest.json').getData(new TextWriter())) as ArchiveManifest
  if (manifest.format !== 1) throw damaged()

  return {
    manifest,
    async *rows(table) {
      const hash = createHash('sha256')
      const pipe = new TransformStream<Uint8Array, Uint8Array>()
      const unpacked = entry(table.file).getData(pipe.writable)
      unpacked.catch(() => {})
      let count = 0
      for await (const line of createInterface({ input: Readable.fromWeb(pipe.readable as never) })) {
        if (line === '') continue
        hash.update(`${line}\n`)
        count += 1
        yield rowOf(line)
      }
      await unpacked
      if (count !== table.rows || hash.digest('hex') !== table.sha256) throw damaged()
    },
    close: () => zip.close().then(() => {}),
  }
}

type FileEntry = Extract<Entry, { directory: false }>
