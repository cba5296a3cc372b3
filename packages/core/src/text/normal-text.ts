const CONTROL = /[\p{Cc}\p{Cs}]/u

/**
 * The form in which every text is stored: NFC, line ends as LF, trimmed. An empty result is no value.
 * Does not judge; ask `isCleanText` before.
 */
export function normalText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  return lines.normalize('NFC').trim()
}

/**
 * False when the text holds control characters other than tab and line end (NUL included) or half of a surrogate
 * pair: such a text is malformed. CR counts as a line end because browsers send CRLF; `normalText` makes it LF.
 */
export function isCleanText(text: string): boolean {
  return !CONTROL.test(text.replace(/[\t\n\r]/g, ''))
}

/** Length in code points, as all limits on texts are counted. */
export function textLength(text: string): number {
  let length = 0
  for (const _sign of text) length += 1
  return length
}
