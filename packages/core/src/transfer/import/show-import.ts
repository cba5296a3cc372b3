import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { recordId } from '../../http/params.js'
import { headingsOf, IMPORTS, settingsOf, type Counts, type ImportRow, type ImportSettings } from './import-row.js'

const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()])
const count = Type.Integer({ minimum: 0 })
const counts = Type.Object({ new: count, changed: count, unchanged: count, refused: count })
const texts = Type.Record(text(200), text(1000), { maxProperties: 200 })

/** How a file is taken, as programs say and see it. */
export const settingsView = Type.Object({
  mapping: texts,
  defaults: texts,
  match: orNull(text(100)),
  mode: Type.Union([Type.Literal('create'), Type.Literal('update'), Type.Literal('both')]),
  emptyCells: Type.Union([Type.Literal('keep'), Type.Literal('clear')]),
})

/** An import as its operator sees it. */
export const importView = Type.Object({
  id: recordId,
  entity: text(60),
  fileName: text(250),
  state: text(20),
  format: text(4),
  encoding: orNull(text(20)),
  separator: orNull(text(1)),
  headings: Type.Array(text(220), { maxItems: 200 }),
  samples: Type.Array(Type.Array(text(100_000), { maxItems: 200 }), { maxItems: 5 }),
  /** Without the headings; null while the file is read. */
  rows: orNull(count),
  settings: orNull(settingsView),
  rehearsal: orNull(counts),
  counts: orNull(counts),
  /** Of a file that cannot be read: the code of the refusal. */
  fault: orNull(text(100)),
  jobRunId: orNull(recordId),
  changeSetId: orNull(recordId),
  createdAt: text(24),
  endedAt: orNull(text(24)),
})
export type ImportView = Static<typeof importView>

/** A row of the table as both doors have it. */
export function importViewOf(row: ImportRow): ImportView {
  const settings = settingsOf(row)
  return {
    id: row.id,
    entity: row.entity,
    fileName: row.file_name,
    state: row.state,
    format: row.format,
    encoding: row.encoding,
    separator: row.separator,
    headings: [...headingsOf(row)],
    samples: JSON.parse(row.samples) as string[][],
    rows: row.row_count,
    settings: settings && settingsAsSaid(settings),
    rehearsal: countsOf(row.rehearsed),
    counts: countsOf(row.counts),
    fault: row.fault,
    jobRunId: row.job_run_id,
    changeSetId: row.change_set_id,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}

/** One's own imports, the newest first; at most fifty. */
export async function listImports(ctx: Ctx): Promise<readonly ImportView[]> {
  const rows: ImportRow[] = await ctx
    .db(IMPORTS)
    .where({ operator_id: ctx.operator?.id ?? 0 })
    .orderBy('id', 'desc')
    .limit(50)
  return rows.map(importViewOf)
}

function settingsAsSaid({ mapping, defaults, ...rest }: ImportSettings): ImportView['settings'] {
  return { ...rest, mapping: Object.fromEntries(mapping), defaults: Object.fromEntries(defaults) }
}

const countsOf = (kept: string | null): Counts | null => (kept === null ? null : (JSON.parse(kept) as Counts))
