/** Rows of texts as a table of fixed columns, the first to the left, the rest to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? '').length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}

/** Milliseconds, two digits. */
export const ms = (value: number): string => `${value.toFixed(2)} ms`

/** A wanted limit beside a measured value, and whether it is kept. */
export function verdict(
  value: number,
  { atLeast, atMost }: { readonly atLeast?: number; readonly atMost?: number },
): string {
  if (atLeast === undefined && atMost === undefined) return ''
  const good = atLeast !== undefined ? value >= atLeast : value <= (atMost ?? 0)
  return `${atLeast !== undefined ? `≥ ${atLeast}` : `≤ ${atMost}`} ${good ? 'ok' : 'MISS'}`
}
