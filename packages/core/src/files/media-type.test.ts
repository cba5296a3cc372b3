import { describe, expect, it } from 'vitest'
import { fileBytes } from '../example-firm/files.js'
import { fileName } from './file-name.js'
import { HEAD_BYTES, mediaTypeOf } from './media-type.js'

const typeOf = (text: string) => mediaTypeOf(Buffer.from(text))
const sent = (name: Parameters<typeof fileBytes>[0]) =>
  mediaTypeOf(fileBytes(name, '2026-11-05').subarray(0, HEAD_BYTES))

describe('the media type of a content', () => {
  it('is found by its first bytes, whatever its name says', async () => {
    expect(await sent('oferta-kociol.pdf')).toBe('application/pdf')
    expect(await sent('notatka-ze-spotkania.png')).toBe('image/png')
    expect(await sent('faks-odpowiedz.tiff')).toBe('image/tiff')
    expect(await sent('prezentacja-notatka.wav')).toBe('audio/wav')
  })

  it('tells texts that a browser would run from those it only shows', async () => {
    expect(await typeOf('<html><script>alert(1)</script>')).toBe('text/html')
    expect(await typeOf('  <!-- x --><svg onload="alert(1)">')).toBe('image/svg+xml')
    expect(await typeOf('From: a@b.example\nSubject: x\n\nciało')).toBe('message/rfc822')
    expect(await typeOf('Notatka: klucze są w recepcji.')).toBe('text/plain')
  })

  it('calls bytes that nobody knows what they are', async () => {
    expect(await mediaTypeOf(Uint8Array.from([1, 2, 3, 255, 254]))).toBe('application/octet-stream')
    expect(await mediaTypeOf(Uint8Array.from([0xc3, 0x28, 0x41]))).toBe('application/octet-stream')
  })

  it('lets a letter that is cut at the end of the beginning pass', async () => {
    const text = Buffer.concat([Buffer.alloc(HEAD_BYTES - 1, 'a'), Buffer.from('ż')])
    expect(await mediaTypeOf(text.subarray(0, HEAD_BYTES))).toBe('text/plain')
  })
})

describe('a file name', () => {
  it.each([
    ['C:\\Dokumenty\\umowa ł.pdf', 'umowa ł.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['faktura\u202Efdp.exe', 'fakturafdp.exe'],
    ['', 'plik'],
    ['..', 'plik'],
    [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(196)}.pdf`],
  ])('%j is shown as %j', (given, shown) => {
    expect(fileName(given)).toBe(shown)
  })
})
