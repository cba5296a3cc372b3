/** Lines in a frame, so that what is said only once stands out in a terminal. */
export function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => [...line].length))
  const rows = lines.map((line) => `│ ${line}${' '.repeat(width - [...line].length)} │`)
  const bar = '─'.repeat(width + 2)

  return [`┌${bar}┐`, ...rows, `└${bar}┘`].join('\n')
}

/** Columns one beside the other, as wide as their widest text. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)))
  return rows.map((row) =>
    row
      .map((text, at) => text + ' '.repeat((widths[at] ?? 0) - [...text].length))
      .join('   ')
      .trimEnd(),
  )
}
