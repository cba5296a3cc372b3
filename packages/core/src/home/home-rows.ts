import { caseEntity } from '../cases/case.js'
import { event } from '../cases/event.js'
import { contractor } from '../contractors/contractor.js'
import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { countOf, firstOf, rowsOf, together } from '../entity/together.js'
import { addDays, weekday } from '../time/day.js'
import { instantOf } from '../time/instant.js'
import { MOST } from './figure.js'

/** How many of each the first page shows. */
const SHOWN = 8
const OPEN = ['planned', 'in-progress'] as const

/**
 * Everything the first page shows of what the reader may see, in one statement. Nothing here grows with the firm: rows are
 * read in the order of an index, and counts end at `MOST` and one.
 */
export async function homeRows(ctx: Ctx) {
  const me = ctx.operator?.id ?? 0
  const open = () => seen(ctx, caseEntity).whereNull('closed_at')
  const active = () => seen(ctx, contractor).whereNull('deactivated_at')

  return together(ctx, {
    today: firstOf(
      event,
      todays(ctx).map((part) => part.orderByRaw('at, id')),
      { columns: ['at'], order: ['at', 'id'], limit: SHOWN },
    ),
    todays: countOf(todays(ctx), MOST),
    mine: firstOf(event, byDeadline(ctx), {
      columns: ['deadline', 'at'],
      order: ['deadline is null', 'deadline', 'at', 'id'],
      limit: SHOWN,
    }),
    overdue: countOf(
      ofMine(ctx, OPEN).map((mine) => mine.where('deadline', '<', ctx.now())),
      MOST,
    ),
    cases: rowsOf(caseEntity, open().where('owner_id', me), ['created_at desc', 'id desc'], SHOWN),
    open: countOf([open()], MOST),
    fresh: countOf([open().where('created_at', '>=', midnight(ctx, 1 - weekday(ctx.today())))], MOST),
    contractors: countOf([active()], MOST),
    own: countOf([active().where('owner_id', me)], MOST),
  })
}

/** Events of mine that are planned for today, done ones too. */
function todays(ctx: Ctx) {
  return ofMine(ctx, [...OPEN, 'done']).map((mine) =>
    mine.where('at', '>=', midnight(ctx, 0)).where('at', '<', midnight(ctx, 1)),
  )
}

/** Open events of mine in parts that an index has by their deadline: of one state each, with a deadline or without. */
function byDeadline(ctx: Ctx) {
  return OPEN.flatMap((state) => [
    ...ofMine(ctx, [state]).map((mine) => mine.whereNotNull('deadline').orderByRaw('deadline, at, id')),
    ...ofMine(ctx, [state]).map((mine) => mine.whereNull('deadline').orderByRaw('at, id')),
  ])
}

/** Performed by me, or mine and performed by nobody: two queries, as neither database reads an "or" of columns in order. */
function ofMine(ctx: Ctx, states: readonly string[]) {
  const me = ctx.operator?.id ?? 0
  const within = () => seen(ctx, event).whereIn('state', [...states])
  return [within().where('performer_id', me), within().where('owner_id', me).whereNull('performer_id')]
}

/** The instant at which a day begins, so many days from today. */
function midnight(ctx: Ctx, days: number): string {
  return instantOf(`${addDays(ctx.today(), days)}T00:00`, ctx.zone)
}
