import { caseEntity } from '../cases/case.js'
import { event } from '../cases/event.js'
import { mineIn, OPEN_STATES as OPEN } from '../cases/mine.js'
import { midnight } from '../cases/worklist.js'
import { contractor } from '../contractors/contractor.js'
import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { countOf, firstOf, rowsOf, together } from '../entity/together.js'
import { weekday } from '../time/day.js'
import { MOST } from './figure.js'

/** How many of each the first page shows. */
const SHOWN = 8

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
      mineIn(ctx, OPEN).map((mine) => mine.where('deadline', '<', ctx.now())),
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
  return mineIn(ctx, [...OPEN, 'done']).map((mine) =>
    mine.where('at', '>=', midnight(ctx, 0)).where('at', '<', midnight(ctx, 1)),
  )
}

/** Open events of mine in parts that an index has by their deadline: of one state each, with a deadline or without. */
function byDeadline(ctx: Ctx) {
  return OPEN.flatMap((state) => [
    ...mineIn(ctx, [state]).map((mine) => mine.whereNotNull('deadline').orderByRaw('deadline, at, id')),
    ...mineIn(ctx, [state]).map((mine) => mine.whereNull('deadline').orderByRaw('at, id')),
  ])
}
