import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { recordId } from '../http/params.js'
import { may } from '../permissions.js'
import { ERRANDS } from './errand-notes.js'

/** Rows of each kind that are shown: whoever has more of them has one trouble many times over. */
const MOST = 100

const common = {
  id: recordId,
  stoppedAt: Type.String({ maxLength: 24 }),
  tries: Type.Integer({ minimum: 0, maximum: 1000 }),
}

/** An announcement one listener gave up on; `listener` is `plugin:name`. What was announced stays with its plugin. */
const stoppedAnnouncement = Type.Object({
  ...common,
  hook: Type.String({ maxLength: 100 }),
  listener: Type.String({ maxLength: 141 }),
  reason: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]),
})

/** An errand whose outcome stands, but whose plugin could not be told of it; why is in the log. */
const stoppedOutcome = Type.Object({
  ...common,
  errand: Type.String({ maxLength: 100 }),
  state: Type.String({ maxLength: 20 }),
})

/** A run of a schedule that failed at its last try; `due` is local time of the company, `2026-11-05T07:30`. */
const stoppedRun = Type.Object({
  ...common,
  schedule: Type.String({ maxLength: 141 }),
  due: Type.String({ maxLength: 16 }),
  reason: Type.Union([Type.String({ maxLength: 1000 }), Type.Null()]),
})

/** Deliveries and runs inside the house that gave up after the last try, the newest first and at most 100 of each kind. */
export const stoppedView = Type.Object({
  announcements: Type.Array(stoppedAnnouncement, { maxItems: MOST }),
  outcomes: Type.Array(stoppedOutcome, { maxItems: MOST }),
  runs: Type.Array(stoppedRun, { maxItems: MOST }),
})
export type StoppedView = Static<typeof stoppedView>

/** What waits for a person to say that it be tried again. `stoppedAt` is an instant. 403 without `core.read-logs`. */
export async function listStopped(ctx: Ctx): Promise<StoppedView> {
  ctx.must(may.readLogs)
  const rows: AnnouncementRow[] = await newest(ctx, 'core_outbox', { state: 'stopped' }).select(
    'id',
    'hook',
    'plugin',
    'listener',
    'due_at',
    'reason',
    'tries',
  )
  const outcomes: OutcomeRow[] = await newest(ctx, ERRANDS, { owes_told: 2 }).select(
    'id',
    'errand',
    'state',
    'due_at',
    'told_tries',
  )
  const runs: RunRow[] = await newest(ctx, 'core_schedule_run', { state: 'stopped' }).select(
    'id',
    'plugin',
    'name',
    'due',
    'due_at',
    'reason',
    'tries',
  )

  return {
    announcements: rows.map(({ id, hook, plugin, listener, due_at: stoppedAt, reason, tries }) => ({
      id,
      hook,
      listener: `${plugin}:${listener}`,
      stoppedAt,
      reason,
      tries,
    })),
    outcomes: outcomes.map(({ id, errand, state, due_at: stoppedAt, told_tries: tries }) => ({
      id,
      errand,
      state,
      stoppedAt,
      tries,
    })),
    runs: runs.map(({ id, plugin, name, due, due_at: stoppedAt, reason, tries }) => ({
      id,
      schedule: `${plugin}:${name}`,
      due,
      stoppedAt,
      reason,
      tries,
    })),
  }
}

/** In the order of the index that finds what is due, so no more than these rows are read. */
function newest(ctx: Ctx, table: string, where: Readonly<Record<string, string | number>>) {
  return ctx
    .db(table)
    .where(where)
    .orderBy([
      { column: 'due_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(MOST)
}

interface AnnouncementRow {
  readonly id: number
  readonly hook: string
  readonly plugin: string
  readonly listener: string
  readonly due_at: string
  readonly reason: string | null
  readonly tries: number
}

interface OutcomeRow {
  readonly id: number
  readonly errand: string
  readonly state: string
  readonly due_at: string
  readonly told_tries: number
}

interface RunRow {
  readonly id: number
  readonly plugin: string
  readonly name: string
  readonly due: string
  readonly due_at: string
  readonly reason: string | null
  readonly tries: number
}
