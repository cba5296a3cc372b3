import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Files } from '../ctx.js'
import { Refusal } from '../plugin/refusal.js'

/**
 * Files kept under the sha256 of their content, `<folder>/ab/ab…`: equal files once, and nobody's name in a path. A file is
 * whole and synced before `put` answers, so that a row may name it; one that was broken off leaves nothing behind.
 */
export function diskFiles(folder: string): Files {
  const placeOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not the sha256 of a file')
    return join(folder, sha256.slice(0, 2), sha256)
  }

  return {
    async put(source, { maxBytes }) {
      await mkdir(join(folder, 'new'), { recursive: true })
      const temporary = join(folder, 'new', randomUUID())
      try {
        const kept = await writeAll(temporary, source, maxBytes)
        await keep(temporary, placeOf(kept.sha256))
        return kept
      } finally {
        await rm(temporary, { force: true })
      }
    },
    read: (sha256) => readFile(placeOf(sha256)),
    place: placeOf,
    stream: (sha256) => createReadStream(placeOf(sha256)),
    async stored(before) {
      for (const left of await olderThan(join(folder, 'new'), before))
        await rm(join(folder, 'new', left), { force: true })
      const shelves = (await names(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))
      const found = await Promise.all(shelves.map((shelf) => olderThan(join(folder, shelf), before)))
      return found.flat()
    },
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
  }
}

/** Bytes of what people call a megabyte. */
export const MEGABYTE = 1_048_576

/** 413, naming the limit in whole megabytes as the settings count them (1024 × 1024 bytes). */
export function tooLarge(maxBytes: number): Refusal {
  const megabytes = Math.max(1, Math.floor(maxBytes / MEGABYTE))
  return new Refusal('core.too-large', { status: 413, params: { megabytes } })
}

async function writeAll(place: string, source: AsyncIterable<Uint8Array>, maxBytes: number) {
  const file = await open(place, 'wx', 0o600)
  try {
    const kept = await copy(file, source, maxBytes)
    if (kept.size === 0) throw new Refusal('core.file-empty')
    await file.sync()
    return kept
  } finally {
    await file.close()
  }
}

async function copy(file: FileHandle, source: AsyncIterable<Uint8Array>, maxBytes: number) {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of source) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  return { sha256: hash.digest('hex'), size }
}

/**
 * The same content again is already there, and is from now on as young as if it were new; otherwise name and folder are made
 * to outlive a power cut.
 */
async function keep(temporary: string, place: string): Promise<void> {
  await mkdir(dirname(place), { recursive: true })
  if (await touched(place, await stat(temporary))) return
  await rename(temporary, place)
  const folder = await open(dirname(place))
  await folder.sync().finally(() => folder.close())
}

async function touched(path: string, { mtime }: { readonly mtime: Date }): Promise<boolean> {
  return found(
    utimes(path, mtime, mtime).then(() => true),
    false,
  )
}

async function olderThan(folder: string, before: string): Promise<readonly string[]> {
  const all = await names(folder)
  const ages = await Promise.all(
    all.map((name) =>
      found(
        stat(join(folder, name)).then(({ mtimeMs }) => mtimeMs),
        Infinity,
      ),
    ),
  )
  return all.filter((_, index) => (ages[index] ?? Infinity) < Date.parse(before))
}

const names = (folder: string): Promise<readonly string[]> => found(readdir(folder), [])

/** What is not there is no fault: folders come with their first file, and somebody else may tidy up too. */
async function found<T>(work: Promise<T>, otherwise: T): Promise<T> {
  return work.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return otherwise
    throw error
  })
}
