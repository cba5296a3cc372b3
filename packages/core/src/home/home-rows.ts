import type { QueryBuilder } from 'objection'
import { caseEntity } from '../cases/case.js'
import { event } from '../cases/event.js'
import { contractor } from '../contractors/contractor.js'
import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { seen } from '../entity/seen.js'
import { figuresOf, rowsOf, together } from '../entity/together.js'
import { addDays, weekday } from '../time/day.js'
import { instantOf } from '../time/instant.js'

/** How many of each the first page shows. */
const SHOWN = 8

interface Counted {
  readonly n: number
}

/** Everything the first page shows of what the reader may see, in one statement. */
export async function homeRows(ctx: Ctx) {
  const me = ctx.operator?.id ?? 0
  const open = () => seen(ctx, caseEntity).whereNull('closed_at')
  const contractors = seen(ctx, contractor)
    .whereNull('deactivated_at')
    .groupBy('stage')
    .select(
      'stage',
      ctx.db.raw('count(*) as n'),
      ctx.db.raw('sum(case when owner_id = ? then 1 else 0 end) as own', [me]),
    )

  return together(ctx, {
    today: rowsOf(event, todays(ctx), ['at', 'id'], SHOWN),
    todays: counted(todays(ctx)),
    mine: rowsOf(event, openOfMine(ctx), ['deadline is null', 'deadline', 'at', 'id'], SHOWN),
    overdue: counted(openOfMine(ctx).where('deadline', '<', ctx.now())),
    cases: rowsOf(caseEntity, open().where('owner_id', me), ['created_at desc', 'id desc'], SHOWN),
    open: counted(open()),
    fresh: counted(open().where('created_at', '>=', midnight(ctx, 1 - weekday(ctx.today())))),
    contractors: figuresOf<Counted & { stage: string | null; own: number }>(contractors, ['stage', 'n', 'own']),
  })
}

/** Events of mine, or performed by me, that are planned for today, done ones too. */
function todays(ctx: Ctx) {
  return ofMine(ctx)
    .where('at', '>=', midnight(ctx, 0))
    .where('at', '<', midnight(ctx, 1))
    .whereNot('state', 'cancelled')
}

function openOfMine(ctx: Ctx) {
  return ofMine(ctx).whereIn('state', ['planned', 'in-progress'])
}

function ofMine(ctx: Ctx) {
  const me = ctx.operator?.id ?? 0
  return seen(ctx, event).where((mine) =>
    mine.where('performer_id', me).orWhere((owned) => owned.where('owner_id', me).whereNull('performer_id')),
  )
}

/** The instant at which a day begins, so many days from today. */
function midnight(ctx: Ctx, days: number): string {
  return instantOf(`${addDays(ctx.today(), days)}T00:00`, ctx.zone)
}

function counted<M extends Model>(query: QueryBuilder<M>) {
  return figuresOf<Counted>(query.count({ n: 'id' }), ['n'])
}
