/** A heading with what stands under it; nothing when there is nothing to say. */
export function section(title: string, body: string): string {
  return body === '' ? '' : `## ${title}\n\n${body}\n`
}

/** A Markdown table; empty without rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n')
}

/** A list, one item a line. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}

export const code = (text: string): string => `\`${text}\``

/** Names in code, one after the other; a dash when there are none. */
export function codes(names: readonly string[] = []): string {
  return names.length === 0 ? '–' : names.map(code).join(', ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
