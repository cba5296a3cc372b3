import type { Doors } from './doors.js'
import type { TestHost } from './host.js'

export interface ImportedFile {
  /** Id of the entity whose records come out of it. */
  readonly entity: string
  /** The lines of a CSV file; the first has the headings. */
  readonly lines: readonly string[]
  /** Headings with the fields they fill. */
  readonly mapping: Readonly<Record<string, string>>
  /** The field that finds the record of a line; without one each is a new record. */
  readonly match?: string
}

/** What it came to, as `GET /imports/:id` has it. */
export interface ImportCame {
  readonly counts: {
    readonly new: number
    readonly changed: number
    readonly unchanged: number
    readonly refused: number
  }
  /** By which all of it is undone. */
  readonly changeSetId: number
  /** Lines that were not taken, with the first reason of each. */
  readonly refused: readonly (readonly [line: number, reason: string])[]
}

/** Imports a CSV file as a program does: sends it, says what its columns fill, takes its rows. Throws when one of these is refused. */
export async function importFile(
  { drain }: Pick<TestHost, 'drain'>,
  { api }: Pick<Doors, 'api'>,
  { entity, lines, mapping, match }: ImportedFile,
): Promise<ImportCame> {
  const form = new FormData()
  form.set('entity', entity)
  form.set('file', new File([lines.join('\r\n')], 'file.csv'))
  const { id } = answered(await api.post('/imports', form), 201) as { id: number }
  answered(await api.put(`/imports/${id}`, { mapping, ...(match && { match }), mode: match ? 'both' : 'create' }), 200)
  answered(await api.post(`/imports/${id}/run`), 202)
  await drain()

  const { counts, changeSetId } = answered(await api.get(`/imports/${id}`), 200) as Omit<ImportCame, 'refused'>
  const { items } = answered(await api.get(`/imports/${id}/refused?phase=run`), 200) as {
    items: { line: number; reason: string }[]
  }
  return { counts, changeSetId, refused: items.map(({ line, reason }) => [line, reason]) }
}

function answered(answer: { readonly statusCode: number; readonly body: string }, wanted: number): unknown {
  if (answer.statusCode === wanted) return JSON.parse(answer.body)
  throw new Error(`${answer.statusCode} instead of ${wanted}: ${answer.body}`)
}
