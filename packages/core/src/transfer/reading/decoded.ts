import { createReadStream } from 'node:fs'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1250'

const CHUNK = 64 * 1024

/**
 * The encoding of a text file: what its mark says; UTF-16 without one where every other byte of the beginning is zero;
 * UTF-8 when the whole of it is that; Windows-1250, which old Polish programs write, otherwise.
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const head = await headOf(path)
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length
  const many = head.length / 5
  if (zeros(1) > many) return 'utf-16le'
  if (zeros(0) > many) return 'utf-16be'
  return (await isUtf8(path)) ? 'utf-8' : 'windows-1250'
}

/** The text of a file in pieces, without its mark. */
export async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }))
    yield decoder.decode(chunk as Uint8Array, { stream: true })
  yield decoder.decode()
}

/** The first bytes of a file. */
export async function headOf(path: string): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) return chunk as Buffer
  return Buffer.alloc(0)
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }))
      decoder.decode(chunk as Uint8Array, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
