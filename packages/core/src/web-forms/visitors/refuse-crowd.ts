import type { Knex } from 'knex'
import type { Ctx } from '../../ctx.js'
import { Refusal } from '../../plugin/refusal.js'
import { addMinutes } from '../../time/instant.js'
import type { WebForm } from '../web-form.js'

/** Inquiries from one address within a quarter of an hour, over all forms. */
const MOST_OF_SENDER = 10
const MINUTES = 15
const DAY_MINUTES = 1440

export const arrivals = (ctx: Ctx) => ctx.db('core_web_form_arrival')

/**
 * Throws 429 with `Retry-After`: `core.too-many` when too much came from one sender, `core.web-form-full` when the form took
 * as many within 24 hours as it is to take.
 */
export async function refuseCrowd(ctx: Ctx, row: WebForm, sender: string): Promise<void> {
  const now = ctx.now()
  const early = await nth(arrivals(ctx).where({ sender }), MOST_OF_SENDER, addMinutes(now, -MINUTES))
  if (early !== null) throw tooMany('core.too-many', addMinutes(early, MINUTES), now)
  const first = await fullSince(ctx, row)
  if (first !== null) throw tooMany('core.web-form-full', addMinutes(first, DAY_MINUTES), now)
}

/** When the oldest of those came that fill the form for today (UTC instant); null while it takes more. */
export function fullSince(ctx: Ctx, { id, dailyLimit }: WebForm): Promise<string | null> {
  const taken = arrivals(ctx).where({ web_form_id: id }).whereNotNull('event_id')
  return nth(taken, Number(dailyLimit), addMinutes(ctx.now(), -DAY_MINUTES))
}

async function nth(rows: Knex.QueryBuilder, n: number, after: string): Promise<string | null> {
  const row: { at: string } | undefined = await rows
    .where('at', '>', after)
    .orderBy('at', 'desc')
    .offset(n - 1)
    .first('at')
  return row?.at ?? null
}

function tooMany(code: string, until: string, now: string): Refusal {
  const seconds = Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000))
  return new Refusal(code, { status: 429, headers: { 'Retry-After': String(seconds) } })
}
