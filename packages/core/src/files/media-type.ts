import { fileTypeFromBuffer } from 'file-type'

/** Signs of the beginning that are looked at. */
export const HEAD_BYTES = 8192

/**
 * The media type of a content by its first bytes; whatever its sender declared is not believed. A text that a browser or
 * a mail program would run or open is called what it is (`text/html`, `message/rfc822` …), so that it is never shown
 * inside a page; an unknown one is `application/octet-stream`.
 */
export async function mediaTypeOf(head: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(head)
  if (found !== undefined) return found.mime
  // Its directory usually stands at the end, where the library looks for it in vain.
  if (isTiff(head)) return 'image/tiff'
  const text = textOf(head)
  if (text === null) return 'application/octet-stream'
  if (/^\s*(?:<|<!--)/.test(text)) return markup(text)

  return isMail(text) ? 'message/rfc822' : 'text/plain'
}

function isTiff(head: Uint8Array): boolean {
  const magic = String.fromCharCode(...head.subarray(0, 4))
  return magic === 'II*\0' || magic === 'MM\0*'
}

/** The beginning as text; null when it is none. A sign that was cut at the end of the beginning is let pass. */
function textOf(head: Uint8Array): string | null {
  const whole = head.length < HEAD_BYTES
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole })
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function markup(text: string): string {
  const start = text.trimStart().slice(0, 1000).toLowerCase()
  if (start.includes('<svg')) return 'image/svg+xml'
  return start.startsWith('<?xml') ? 'application/xml' : 'text/html'
}

function isMail(text: string): boolean {
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? ''
  const names = head.match(/^[A-Za-z][A-Za-z0-9-]*(?=:\s)/gm)?.map((name) => name.toLowerCase()) ?? []

  return names.includes('from') && (names.includes('to') || names.includes('subject') || names.includes('received'))
}
