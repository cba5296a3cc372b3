import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { BackupFault } from './backup-fault.js'
import type { StoredFile } from './manifest.js'

/** Copies one file while hashing it, synced. */
export async function copyFile(from: string, to: string): Promise<Omit<StoredFile, 'path'>> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let size = 0
  await pipeline(
    createReadStream(from),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        size += chunk.byteLength
        yield chunk
      }
    },
    createWriteStream(to, { mode: 0o600, flush: true }),
  )
  return { size, sha256: hash.digest('hex') }
}

/** Copies a folder as it is; nothing for one that is not there. */
export async function copyFolder(from: string, to: string): Promise<void> {
  for await (const path of filesBelow(from)) await copyFile(join(from, path), join(to, path))
}

/** Size and SHA-256 of a file, read in pieces. */
export async function hashFile(path: string): Promise<Omit<StoredFile, 'path'>> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.byteLength
  }
  return { size, sha256: hash.digest('hex') }
}

/** Every file below a folder, its path with slashes; nothing for a folder that is not there. One shelf at a time. */
export async function* filesBelow(folder: string, root = folder): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path, root)
    else if (entry.isFile()) yield relative(root, path).split(sep).join('/')
  }
}

async function entriesOf(folder: string) {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Where the bytes of an attachment lie below a folder of stored files. */
export const shelved = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}`

const SHELVED = /^[0-9a-f]{2}\/([0-9a-f]{64})$/

/**
 * Copies all stored files of `from` to `to` and notes each in the list at `listed`, a line of hash and size. They are named
 * by their content, so what was put while the database was read does no harm, and a damaged one is not passed off as whole:
 * it is left out, and whoever needs it is told that it is missing.
 */
export async function copyStored(from: string, to: string, listed: string): Promise<{ count: number; bytes: number }> {
  const list = await open(listed, 'w', 0o600)
  let [count, bytes] = [0, 0]
  try {
    for await (const path of filesBelow(from)) {
      const named = SHELVED.exec(path)?.[1]
      if (named === undefined) continue
      const copied = await copyFile(join(from, path), join(to, path)).catch(goneMeanwhile)
      if (copied?.sha256 !== named) continue
      await list.write(`${copied.sha256} ${copied.size}\n`)
      count += 1
      bytes += copied.size
    }
    await list.sync()
  } finally {
    await list.close()
  }
  return { count, bytes }
}

/** The sweep may throw a file away that no row needs any more. */
function goneMeanwhile(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** Reads every listed file again. Throws BackupFault `not-whole`, naming the first that is not as it was. */
export async function verifyStored(folder: string, listed: string): Promise<void> {
  for await (const { sha256, size } of listedFiles(listed)) {
    const path = join(folder, shelved(sha256))
    if (!(await isAs(path, { sha256, size }))) throw new BackupFault('not-whole', path)
  }
}

/** Copies every listed file, checking it on the way. */
export async function copyListed(from: string, to: string, listed: string): Promise<void> {
  for await (const { sha256 } of listedFiles(listed)) {
    const copied = await copyFile(join(from, shelved(sha256)), join(to, shelved(sha256)))
    if (copied.sha256 !== sha256) throw new BackupFault('not-whole', join(from, shelved(sha256)))
  }
}

/** Whether a file is there, of this size and content. */
export async function isAs(path: string, { size, sha256 }: Omit<StoredFile, 'path'>): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && found.size === size && (await hashFile(path)).sha256 === sha256
}

async function* listedFiles(listed: string): AsyncGenerator<Omit<StoredFile, 'path'>> {
  for await (const line of createInterface({ input: createReadStream(listed) })) {
    const [sha256 = '', size] = line.split(' ')
    yield { sha256, size: Number(size) }
  }
}
