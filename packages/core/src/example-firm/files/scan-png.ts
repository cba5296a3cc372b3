import { crc32, deflateSync } from 'node:zlib'
import type { Bitmap } from './page-bitmap.js'

/** A page as a black and white PNG, as a scanner makes it. */
export function scanPng({ width, height, rows }: Bitmap): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  // In a PNG of one bit 1 is white; each row begins with its filter, none.
  const data = Buffer.concat(rows.map((row) => Buffer.from([0, ...row.map((byte) => byte ^ 255)])))

  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))

  return Buffer.concat([length, named, sum])
}
