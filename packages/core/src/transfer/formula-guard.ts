/**
 * What a spreadsheet would take for a formula: its first sign, after white space, zero-width and control signs, is one of
 * `= + - @`, or it begins with a tab or a carriage return. Apostrophes before it are those an export has put there.
 */
const FORMULA = /^'*(?:[\s\p{Cc}\p{Cf}]*[=+\-@]|[\t\r])/u

/** A text as a cell of CSV: with an apostrophe before it when a spreadsheet would otherwise run it (reliability §15). */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** Takes off what `guarded` put there, and nothing else: `unguarded(guarded(text)) === text` for every text. */
export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text
}
