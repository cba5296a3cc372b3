import { constants, crc32, deflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import type { Files } from '../../ctx.js'
import { frameOf } from './write-xlsx.js'
import { SHEET_PATH } from './xlsx-frame.js'

const deflate = promisify(deflateRaw)

/** What an archive says of a file in it that was packed piece by piece; sizes are bytes. */
export interface PackedSheet {
  readonly crc: number
  readonly size: number
  readonly packed: number
}

export const noSheet: PackedSheet = { crc: 0, size: 0, packed: 0 }

/** Bytes an archive of the old kind can say (APPNOTE 4.4.8), with room for its other parts. */
export const MOST_BYTES = 0xf0000000

/**
 * Packs the next piece of a sheet by itself: all but the last end on a whole byte and are no end, so that one after the
 * other they are one stream (RFC 1951).
 */
export async function packed(
  before: PackedSheet,
  xml: string,
  { last }: { readonly last: boolean },
): Promise<{ readonly bytes: Uint8Array; readonly sheet: PackedSheet }> {
  const plain = Buffer.from(xml)
  const bytes = await deflate(plain, { finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH })
  const sheet = {
    crc: crc32(plain, before.crc),
    size: before.size + plain.byteLength,
    packed: before.packed + bytes.byteLength,
  }
  return { bytes, sheet }
}

/**
 * A workbook of one sheet whose packed pieces lie in `files`, in their order: an archive as APPNOTE has it. The library
 * that writes archives elsewhere packs what it is given itself, and in one go.
 */
export async function* boundWorkbook(
  files: Pick<Files, 'read'>,
  pieces: readonly string[],
  { name, at, sheet }: { readonly name: string; readonly at: string; readonly sheet: PackedSheet },
): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = []
  let offset = 0
  for (const [path, xml] of frameOf(name)) {
    const plain = Buffer.from(xml)
    const size = plain.byteLength
    const entry: Entry = { path, method: STORED, crc: crc32(plain), size, packed: size, offset, at }
    entries.push(entry)
    const bytes = Buffer.concat([local(entry), plain])
    offset += bytes.byteLength
    yield bytes
  }
  const entry: Entry = { path: SHEET_PATH, method: DEFLATED, ...sheet, offset, at }
  entries.push(entry)
  const head = local(entry)
  yield head
  for (const sha256 of pieces) yield await files.read(sha256)
  const directory = Buffer.concat(entries.map(central))
  yield Buffer.concat([directory, end(entries.length, directory.byteLength, offset + head.byteLength + sheet.packed)])
}

const STORED = 0
const DEFLATED = 8
/** Version 2.0 reads it; names are UTF-8. */
const VERSION = 20
const UTF8 = 0x0800

interface Entry extends PackedSheet {
  readonly path: string
  readonly method: number
  /** Where it begins. */
  readonly offset: number
  /** Instant, UTC. */
  readonly at: string
}

/** The same fields stand before a file and in the directory. */
function shared({ path, method, crc, size, packed, at }: Entry): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(VERSION, 0)
  fields.writeUInt16LE(UTF8, 2)
  fields.writeUInt16LE(method, 4)
  fields.writeUInt32LE(dosTime(at), 6)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(packed, 14)
  fields.writeUInt32LE(size, 18)
  fields.writeUInt16LE(Buffer.byteLength(path), 22)
  return fields
}

function local(entry: Entry): Buffer {
  return Buffer.concat([sign(0x04034b50), shared(entry), Buffer.from(entry.path)])
}

function central(entry: Entry): Buffer {
  const made = Buffer.alloc(2)
  made.writeUInt16LE(VERSION, 0)
  // No remark, first disk, no attributes; then where it begins.
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(entry.offset, 10)
  return Buffer.concat([sign(0x02014b50), made, shared(entry), rest, Buffer.from(entry.path)])
}

function end(count: number, size: number, offset: number): Buffer {
  const fields = Buffer.alloc(18)
  fields.writeUInt16LE(count, 4)
  fields.writeUInt16LE(count, 6)
  fields.writeUInt32LE(size, 8)
  fields.writeUInt32LE(offset, 12)
  return Buffer.concat([sign(0x06054b50), fields])
}

function sign(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value, 0)
  return bytes
}

/** Time in the lower half, day in the upper (APPNOTE 4.4.6). */
function dosTime(at: string): number {
  const moment = new Date(at)
  const day = ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate()
  const time = (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1)
  return day * 0x10000 + time
}
