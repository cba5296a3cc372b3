import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { recordId } from '../http/params.js'
import { notFound } from '../plugin/refusal.js'
import { JOBS, type JobReason, type JobRow } from './job-run.js'

const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
/** Runs of one page of the list. */
const PAGE = 50

const instant = Type.String({ maxLength: 24 })
const orNull = <S extends ReturnType<typeof Type.String | typeof Type.Integer>>(schema: S) =>
  Type.Union([schema, Type.Null()])

/** A run as its operator sees it. `total` is null while nobody knows it; times are instants, UTC. */
export const jobView = Type.Object({
  id: recordId,
  job: Type.String({ maxLength: 100 }),
  label: Type.String({ maxLength: 300 }),
  state: Type.Union(STATES.map((state) => Type.Literal(state))),
  done: Type.Integer({ minimum: 0 }),
  total: orNull(Type.Integer({ minimum: 0 })),
  /** What the job says it came to; each job has its own. */
  result: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  /** Why it failed, in the reader's language. */
  reason: orNull(Type.String({ maxLength: 20_000 })),
  /** The change set its changes stand in, by which they can be undone. */
  changeSetId: Type.Union([recordId, Type.Null()]),
  cancelAsked: Type.Boolean(),
  /** When it is tried again after a fault. */
  againAt: orNull(instant),
  createdAt: instant,
  startedAt: orNull(instant),
  endedAt: orNull(instant),
})
export type JobView = Static<typeof jobView>

/** A page of runs, the newest first; `next` is the `before` of the page after it. */
export const jobsView = Type.Object({
  items: Type.Array(jobView, { maxItems: PAGE }),
  next: Type.Union([recordId, Type.Null()]),
})
export type JobsView = Static<typeof jobsView>

/** One's own run. 404 for another's, as for none. */
export async function readRun(ctx: Ctx, id: number): Promise<JobView> {
  const row: JobRow | undefined = await own(ctx).where({ id }).first()
  if (!row) throw notFound()
  return viewOf(ctx, row)
}

/** One's own runs, the newest first; those before an id where it is given. */
export async function listRuns(ctx: Ctx, before?: number): Promise<JobsView> {
  const query = own(ctx)
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  const rows: JobRow[] = await (before === undefined ? query : query.where('id', '<', before))
  const items = rows.slice(0, PAGE).map((row) => viewOf(ctx, row))
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null }
}

function own({ db, operator }: Ctx) {
  return db(JOBS).where({ operator_id: operator?.id ?? 0 })
}

function viewOf(ctx: Ctx, row: JobRow): JobView {
  const { id, job, label, state, done, total, tries } = row
  return {
    id,
    job,
    label,
    state,
    done,
    total,
    result: row.result === null ? null : (JSON.parse(row.result) as Record<string, unknown>),
    reason: row.reason === null ? null : wordsOf(ctx, JSON.parse(row.reason) as JobReason),
    changeSetId: row.change_set_id,
    cancelAsked: row.cancel_asked_at !== null,
    againAt: state === 'waiting' && tries > 0 ? row.due_at : null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}

/** The refusal's own words, then those of the fields it belongs to. */
function wordsOf(ctx: Ctx, { code, params, fields = [] }: JobReason): string {
  const places = fields.map((field) => `${field.path}: ${ctx.t(field.code, field.params)}`)
  return [ctx.t(code, params), ...(fields.length > 1 ? places : [])].join(' ')
}
