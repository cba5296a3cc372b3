import { caseEntity } from '../../cases/case.js'
import { event } from '../../cases/event.js'
import type { Ctx } from '../../ctx.js'
import { selectRaw } from '../../db/select-raw.js'
import { scopeOf } from '../../entity/policy.js'
import { seen } from '../../entity/seen.js'
import { countOf, together } from '../../entity/together.js'
import { may } from '../../permissions.js'
import { addDays, weekday } from '../../time/day.js'
import { addMinutes, instantOf } from '../../time/instant.js'
import { workingDays } from '../../time/working-days.js'
import { colleagues } from '../page/people.js'
import { daysOffOf, hoursOf } from '../working-time.js'

export interface Registered {
  readonly id: number
  readonly name: string
  /** Events that took place, by the working days of the report; null for a day on which nothing is expected of him. */
  readonly counts: readonly (number | null)[]
  /** Working days on which he noted nothing. */
  readonly missing: readonly string[]
}

export interface Completeness {
  readonly days: readonly string[]
  readonly operators: readonly Registered[]
  /** Open cases without an event for fourteen days, counted as far as a thousand. */
  readonly quietCases: number
}

/** Days after which a case counts as forgotten; the view of the list of cases says the same. */
const QUIET_DAYS = 14
const MOST_CASES = 1000

/**
 * Who noted what took place, day by day, over working days of the past (both local days included): every kind of contact is
 * to be registered. Nothing is expected on days he does not work, or on which somebody stands in for him. Four statements.
 */
export async function completeness(
  ctx: Ctx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Completeness> {
  const off = [...(await daysOffOf(ctx)).keys()]
  const last = to < ctx.today() ? to : ctx.today()
  const days = workingDays(from, last, off)
  const people = await colleagues(ctx)
  const counted = await countsOf(
    ctx,
    days,
    people.map(({ id }) => id),
  )
  const away = await absences(ctx, from, last)
  const operators = await Promise.all(
    people.map(async ({ id, name }): Promise<Registered> => {
      const hours = await hoursOf(ctx, id)
      const counts = days.map((day) => {
        const n = counted.get(`${id} ${day}`) ?? 0
        const works = (hours[String(weekday(day))] ?? []).length > 0
        const here = !away.some((one) => one.absent_id === id && one.first_day <= day && day <= one.last_day)
        return n > 0 || (works && here) ? n : null
      })
      return { id, name, counts, missing: days.filter((_day, at) => counts[at] === 0) }
    }),
  )
  return { days, operators, quietCases: await quietCases(ctx) }
}

/** How many events took place, by operator and day. */
async function countsOf(
  ctx: Ctx,
  days: readonly string[],
  operators: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  if (first === '') return new Map()
  const begin = instantOf(`${first}T00:00`, ctx.zone)
  const end = instantOf(`${addDays(last, 1)}T00:00`, ctx.zone)
  const bounds = days.map((day) => instantOf(`${addDays(day, 1)}T00:00`, ctx.zone))
  const bucket = ctx.db.raw(`case ${days.map((_day, at) => `when at < ? then ${at}`).join(' ')} end as bucket`, bounds)
  const part = (doer: 'performer_id' | 'owner_id') => {
    const done = seen(ctx, event).where('state', 'done').where('at', '>=', begin).where('at', '<', end)
    const own = doer === 'owner_id' ? done.whereNull('performer_id') : done
    return own
      .whereIn(doer, [...operators])
      .select({ doer }, 'at', bucket)
      .toKnexQuery()
      .toSQL()
  }
  const parts = [part('performer_id'), part('owner_id')]
  const union = parts.map(({ sql }, at) => `select * from (${sql}) part_${at}`).join(' union all ')
  const rows = await selectRaw<{ doer: number; bucket: number; n: number | string }>(
    ctx.db,
    `select doer, bucket, count(*) as n from (${union}) every_one group by doer, bucket`,
    parts.flatMap(({ bindings }) => bindings as (string | number)[]),
  )
  return new Map(rows.map(({ doer, bucket: at, n }) => [`${doer} ${days[Number(at)] ?? ''}`, Number(n)]))
}

interface Away {
  readonly absent_id: number
  readonly first_day: string
  readonly last_day: string
}

/** A firm has some absences in a month, not thousands. */
async function absences(ctx: Ctx, from: string, to: string): Promise<readonly Away[]> {
  return ctx
    .db('core_substitution')
    .where('last_day', '>=', from)
    .where('first_day', '<=', to)
    .orderBy('id')
    .limit(1000)
    .select('absent_id', 'first_day', 'last_day')
}

async function quietCases(ctx: Ctx): Promise<number> {
  if (scopeOf(ctx, may.readCases) === null) return 0
  const before = addMinutes(instantOf(`${ctx.today()}T00:00`, ctx.zone), -QUIET_DAYS * 24 * 60)
  const forgotten = seen(ctx, caseEntity).whereNull('closed_at').where('quiet_since', '<', before)
  const { cases } = await together(ctx, { cases: countOf([forgotten], MOST_CASES) })
  return Math.min(Number(cases[0]?.n ?? 0), MOST_CASES)
}
