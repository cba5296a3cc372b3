import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { unreadable } from './sheet.js'

/** Bytes that all parts of a workbook may have together once they are unpacked. */
const MOST_BYTES = 1_073_741_824
const MOST_PARTS = 10_000

/** The parts of an archive by their names. */
export interface Archive {
  has(name: string): boolean
  /** Throws `core.import-unreadable` when there is no such part. */
  part(name: string): Promise<Readable>
  close(): void
}

/**
 * Opens an archive without unpacking it. Throws `core.import-unreadable` for what is none, and `core.import-too-large`
 * past 1 GB unpacked; a part longer than it says breaks off, so the sizes can be believed.
 */
export async function openZip(path: string): Promise<Archive> {
  const zip = await openPromise(path, { autoClose: false }).catch(() => {
    throw unreadable('file')
  })
  try {
    const parts = await partsOf(zip)
    return {
      has: (name) => parts.has(name),
      async part(name) {
        const entry = parts.get(name)
        if (!entry) throw unreadable('file')
        return (await zip.openReadStreamPromise(entry)) as Readable
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function partsOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_PARTS) throw unreadable('large')
  const parts = new Map<string, Entry>()
  let bytes = 0
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize
    if (bytes > MOST_BYTES) throw unreadable('large')
    parts.set(entry.fileName.replace(/^\//, ''), entry)
  }
  return parts
}
