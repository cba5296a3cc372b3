import { event } from '../../cases/event.js'
import type { Event } from '../../cases/models/event.js'
import type { Ctx } from '../../ctx.js'
import { selectRaw } from '../../db/select-raw.js'
import { seen, seenByIds } from '../../entity/seen.js'
import { addDays } from '../../time/day.js'
import { addMinutes, instantOf } from '../../time/instant.js'

export interface EntriesAsked {
  /** Local days in a row. */
  readonly days: readonly string[]
  readonly operators: readonly number[]
  /** Most of one day that are read; the rest is only counted. */
  readonly perDay: number
}

/** Events of one day, those that begin on it and, on the first one, those that still go on from before. */
export interface DayEntries {
  readonly day: string
  readonly rows: readonly Event[]
  /** All of them, however many were read. */
  readonly count: number
}

/** Whatever began earlier than this before the first day is not looked for. */
const LONGEST_MIN = 7 * 24 * 60

/**
 * What operators have to do or did on some days, of what the asking one may see; cancelled events and those shown as free
 * are in nobody's calendar. Two statements, and of each day so many rows as are shown: a month of ten thousand events is
 * counted in the index and not read.
 */
export async function entriesOf(ctx: Ctx, { days, operators, perDay }: EntriesAsked): Promise<readonly DayEntries[]> {
  const bounds = [...days, addDays(days.at(-1) ?? '', 1)].map((day) => instantOf(`${day}T00:00`, ctx.zone))
  const parts = [partOf(ctx, bounds), partOf(ctx, bounds).whereNull('performer_id')].map((part, at) =>
    part
      .whereIn(at === 0 ? 'performer_id' : 'owner_id', [...operators])
      .toKnexQuery()
      .toSQL(),
  )
  const union = parts.map(({ sql }, at) => `select * from (${sql}) part_${at}`).join(' union all ')
  const ranked = `select id, bucket, row_number() over (partition by bucket order by at, id) as place, count(*) over (partition by bucket) as n from (${union}) every_one`
  const first = await selectRaw<{ id: number; bucket: number; n: number }>(
    ctx.db,
    `select id, bucket, n from (${ranked}) placed where place <= ? order by bucket, place`,
    [...parts.flatMap(({ bindings }) => bindings as (string | number)[]), perDay],
  )
  const rows = new Map(
    (
      await seenByIds(
        ctx,
        event,
        first.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  )

  return days.map((day, at) => {
    const own = first.filter(({ bucket }) => Number(bucket) === at)
    return { day, rows: own.flatMap(({ id }) => rows.get(id) ?? []), count: Number(own[0]?.n ?? 0) }
  })
}

/** Events whose day lies in the range, each with the number of that day; those under way when it begins are of the first. */
function partOf(ctx: Ctx, bounds: readonly string[]) {
  const [begin = ''] = bounds
  const end = bounds.at(-1) ?? ''
  const inner = bounds.slice(1, -1)
  const days = inner.map((_bound, at) => `when at < ? then ${at}`).join(' ')
  const bucket =
    inner.length === 0
      ? ctx.db.raw('0 as bucket')
      : ctx.db.raw(`case ${days} else ${inner.length} end as bucket`, [...inner])
  return seen(ctx, event)
    .whereIn('state', ['planned', 'in-progress', 'done'])
    .where('shows', '<>', 'free')
    .where('at', '>=', addMinutes(begin, -LONGEST_MIN))
    .where('at', '<', end)
    .where((row) => row.where('at', '>=', begin).orWhereRaw('coalesce(done_to, planned_to) > ?', [begin]))
    .select('id', 'at', bucket)
}
