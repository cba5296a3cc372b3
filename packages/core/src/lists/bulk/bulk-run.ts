import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { labelsOf } from '../../entity/labels.js'
import { recordId } from '../../http/params.js'
import { notFound, type RefusalDetails } from '../../plugin/refusal.js'
import { listOf } from '../views/write-views.js'

export const RUNS = 'core_bulk_run'
export const ROWS = 'core_bulk_row'

/** Rows of one page of refusals. */
const PAGE = 100

export interface BulkRow {
  readonly id: number
  readonly list: string
  readonly action: string
  readonly label: string
  /** JSON of the values, as the action takes them. */
  readonly given: string
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly total: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly operator_id: number
  readonly change_set_id: number | null
  readonly job_run_id: number | null
  readonly created_at: string
  readonly ended_at: string | null
}

/** Why one record was refused: the refusal, told in the language of whoever reads it. */
export type BulkReason = { readonly code: string } & Pick<RefusalDetails, 'params' | 'fields'>

const count = Type.Integer({ minimum: 0 })

/** A bulk change: what it was to do, and what it came to. */
export const bulkView = Type.Object({
  id: recordId,
  entity: Type.String({ maxLength: 60 }),
  action: Type.String({ maxLength: 60 }),
  label: Type.String({ maxLength: 300 }),
  state: Type.Union(['running', 'done', 'failed', 'cancelled'].map((state) => Type.Literal(state))),
  total: count,
  changed: count,
  unchanged: count,
  refused: count,
  /** By which it is undone; null when nothing was changed. */
  changeSetId: Type.Union([recordId, Type.Null()]),
  jobId: Type.Union([recordId, Type.Null()]),
  createdAt: Type.String({ maxLength: 24 }),
  endedAt: Type.Union([Type.String({ maxLength: 24 }), Type.Null()]),
})
export type BulkView = Static<typeof bulkView>

/** Records that were refused, by id; `next` is the `after` of the page that follows. */
export const refusedView = Type.Object({
  items: Type.Array(
    Type.Object({
      record: recordId,
      label: Type.Union([Type.String({ maxLength: 400 }), Type.Null()]),
      code: Type.String({ maxLength: 100 }),
      reason: Type.String({ maxLength: 4000 }),
    }),
    { maxItems: PAGE },
  ),
  next: Type.Union([recordId, Type.Null()]),
})
export type RefusedView = Static<typeof refusedView>

/** One's own bulk change. 404 for another's. */
export async function readBulk(ctx: Ctx, id: number): Promise<BulkView> {
  const { list, ...row } = await bulkRow(ctx, id)
  return {
    id: row.id,
    entity: listOf(ctx, list).of.id,
    action: row.action,
    label: row.label,
    state: row.state,
    total: row.total,
    changed: row.changed,
    unchanged: row.unchanged,
    refused: row.refused,
    changeSetId: row.changed > 0 ? row.change_set_id : null,
    jobId: row.job_run_id,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}

/** The records it refused, with the reasons in the reader's words; labels of those he may still see. */
export async function readRefused(ctx: Ctx, id: number, after = 0): Promise<RefusedView> {
  const { list } = await bulkRow(ctx, id)
  const rows: { record: number; reason: string }[] = await ctx
    .db(ROWS)
    .where({ run_id: id })
    .whereNotNull('reason')
    .andWhere('record', '>', after)
    .orderBy('record')
    .limit(PAGE + 1)
    .select('record', 'reason')
  const page = rows.slice(0, PAGE)
  const labels = await labelsOf(
    ctx,
    listOf(ctx, list).of,
    page.map(({ record }) => record),
  )
  const items = page.map(({ record, reason }) => {
    const said = JSON.parse(reason) as BulkReason
    return { record, label: labels.get(record) ?? null, code: said.code, reason: wordsOf(ctx, said) }
  })
  return { items, next: rows.length > PAGE ? (page.at(-1)?.record ?? null) : null }
}

async function bulkRow({ db, operator }: Ctx, id: number): Promise<BulkRow> {
  const row: BulkRow | undefined = await db(RUNS)
    .where({ id, operator_id: operator?.id ?? 0 })
    .first()
  if (!row) throw notFound()
  return row
}

function wordsOf(ctx: Ctx, { code, params, fields = [] }: BulkReason): string {
  const others = fields.filter((field) => field.code !== code)
  return [ctx.t(code, params), ...others.map((field) => ctx.t(field.code, field.params))].join(' ')
}
