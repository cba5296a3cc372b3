import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Texts by their number, of which only so many are held in memory. */
export interface TextShelf {
  add(text: string): void
  /** Undefined beyond the last. */
  get(n: number): string | undefined
  close(): void
}

const BLOCK = 1000
/** Blocks of the disk that are held after they were read. */
const HELD = 32

interface Kept {
  readonly at: number
  readonly bytes: number
}

/**
 * The shared texts of a workbook, which may be nearly as large as the workbook: what is beyond `most` signs lies in a
 * file of its own until the shelf is closed, and is read back in blocks.
 */
export function textShelf(most = 16_000_000): TextShelf {
  const blocks: (readonly string[] | Kept)[] = []
  const held = new Map<number, readonly string[]>()
  let open: string[] = []
  let signs = 0
  let disk: { readonly folder: string; readonly file: number; end: number } | undefined

  const put = (block: readonly string[]): readonly string[] | Kept => {
    if (signs <= most) return block
    disk ??= openDisk()
    const bytes = Buffer.from(JSON.stringify(block))
    writeSync(disk.file, bytes, 0, bytes.length, disk.end)
    const kept = { at: disk.end, bytes: bytes.length }
    disk.end += bytes.length
    return kept
  }
  const blockAt = (n: number): readonly string[] => {
    const block = blocks[n]
    if (block === undefined) return n === blocks.length ? open : []
    if (!isKept(block)) return block
    const known = held.get(n) ?? readBlock(disk?.file ?? -1, block)
    held.delete(n)
    held.set(n, known)
    for (const first of held.keys()) if (held.size > HELD) held.delete(first)
    return known
  }

  return {
    add(text) {
      signs += text.length
      if (open.push(text) < BLOCK) return
      blocks.push(put(open))
      open = []
    },
    get: (n) => blockAt(Math.floor(n / BLOCK))[n % BLOCK],
    close() {
      if (!disk) return
      closeSync(disk.file)
      rmSync(disk.folder, { recursive: true, force: true })
      disk = undefined
    },
  }
}

function openDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-texts-'))
  return { folder, file: openSync(join(folder, 'texts'), 'wx+', 0o600), end: 0 }
}

function readBlock(file: number, { at, bytes }: Kept): readonly string[] {
  const buffer = Buffer.alloc(bytes)
  readSync(file, buffer, 0, bytes, at)
  return JSON.parse(buffer.toString()) as string[]
}

const isKept = (block: readonly string[] | Kept): block is Kept => 'bytes' in block
