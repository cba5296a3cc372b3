/** One row as the database's own texts: exact, whatever the column. A blob stands in hexadecimal digits. */
export type RowTexts = readonly (string | null)[]

/** The line of a row: a JSON array of texts and nulls. Equal rows give equal lines, so their hash tells tables apart. */
export function rowLine(row: RowTexts): string {
  return `${JSON.stringify(row)}\n`
}

/** The row of a line. Throws for a line that is none. */
export function rowOf(line: string): RowTexts {
  const row: unknown = JSON.parse(line)
  if (!Array.isArray(row) || row.some((value) => value !== null && typeof value !== 'string'))
    throw new Error('not the line of a row')
  return row as RowTexts
}
