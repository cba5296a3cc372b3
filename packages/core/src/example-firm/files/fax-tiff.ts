import type { Bitmap } from './page-bitmap.js'

/** A page as a TIFF of one strip: black and white, run lengths of PackBits, as fax programs store it. */
export function faxTiff({ width, height, rows }: Bitmap): Uint8Array {
  const strip = Buffer.concat(rows.map(packed))
  const entries: readonly [tag: number, type: number, count: number, value: number][] = [
    [256, 3, 1, width],
    [257, 3, 1, height],
    [258, 3, 1, 1],
    [259, 3, 1, 32773],
    [262, 3, 1, 0],
    [273, 4, 1, HEADER],
    [277, 3, 1, 1],
    [278, 3, 1, height],
    [279, 4, 1, strip.length],
  ]
  const directoryAt = HEADER + strip.length + (strip.length % 2)
  const directory = Buffer.alloc(2 + entries.length * 12 + 4)
  directory.writeUInt16LE(entries.length, 0)
  entries.forEach(([tag, type, count, value], index) => {
    const at = 2 + index * 12
    directory.writeUInt16LE(tag, at)
    directory.writeUInt16LE(type, at + 2)
    directory.writeUInt32LE(count, at + 4)
    directory.writeUInt32LE(value, at + 8)
  })

  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])
  header.writeUInt32LE(directoryAt, 4)
  return Buffer.concat([header, strip, Buffer.alloc(strip.length % 2), directory])
}

const HEADER = 8

/** Runs of one byte as count and byte; everything here is runs, so literals of one will do. */
function packed(row: Uint8Array): Uint8Array {
  const out: number[] = []
  for (let at = 0; at < row.length;) {
    let run = 1
    while (run < 128 && row[at + run] === row[at]) run += 1
    out.push(run === 1 ? 0 : 257 - run, row[at] ?? 0)
    at += run
  }
  return Uint8Array.from(out)
}
