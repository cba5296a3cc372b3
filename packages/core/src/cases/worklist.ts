import type { QueryBuilder } from 'objection'
import type { Ctx } from '../ctx.js'
import { countOf, firstOf, together } from '../entity/together.js'
import { Refusal } from '../plugin/refusal.js'
import { addDays } from '../time/day.js'
import { instantOf } from '../time/instant.js'
import { event } from './event.js'
import { mineIn, OPEN_STATES } from './mine.js'
import type { Event } from './models/event.js'

/** Late ones by deadline; the others by their time, what is past its plan but not its deadline among today's. */
export const GROUPS = ['overdue', 'today', 'week', 'later', 'undated'] as const
export type GroupKey = (typeof GROUPS)[number]

export interface WorkGroup {
  readonly key: GroupKey
  /** As far as `MOST`; `over` when there are more. */
  readonly count: number
  readonly over: boolean
  readonly rows: readonly Event[]
  /** The `after` of what follows; null at the end. */
  readonly next: string | null
}

export interface WorklistAsked {
  /** Only this group, further on. */
  readonly group?: GroupKey
  /** Where to go on in it: `<instant>~<id>`. 400 `core.bad-cursor`. */
  readonly after?: string
}

const MOST = 1000
const SHOWN = 20
const SHOWN_ALONE = 50

/** What the asking one has to do, of what he may see, in groups that have anything in them. */
export async function worklistOf(ctx: Ctx, { group, after }: WorklistAsked = {}): Promise<readonly WorkGroup[]> {
  const keys = group === undefined ? GROUPS : [group]
  const limit = group === undefined ? SHOWN : SHOWN_ALONE
  const place = after === undefined ? null : placeOf(after)
  const counted = await together(
    ctx,
    named(keys, (key) => countOf(partsOf(ctx, key), MOST)),
  )
  const found = await together(
    ctx,
    named(keys, (key) => {
      const order = orderOf(key)
      const parts = partsOf(ctx, key).map((part) => from(part, key, place).orderByRaw(order.join(', ')))
      return firstOf(event, parts, { columns: columnsOf(key), order, limit: limit + 1 })
    }),
  )

  return keys
    .map((key): WorkGroup => {
      const n = (counted[key] ?? []).reduce((sum, each) => sum + Number(each.n), 0)
      const rows = found[key] ?? []
      const shown = rows.slice(0, limit)
      const last = rows.length > limit ? shown.at(-1) : undefined
      const at = last && (key === 'overdue' ? last.deadline : last.at)
      return {
        key,
        count: Math.min(n, MOST),
        over: n > MOST,
        rows: shown,
        next: last ? `${at ?? ''}~${last.id}` : null,
      }
    })
    .filter(({ rows }) => rows.length > 0)
}

function named<Q>(keys: readonly GroupKey[], question: (key: GroupKey) => Q): Record<string, Q> {
  return Object.fromEntries(keys.map((key) => [key, question(key)]))
}

/** One state each, so that an index has each part in order. */
function partsOf(ctx: Ctx, key: GroupKey): QueryBuilder<Event>[] {
  return OPEN_STATES.flatMap((state) => mineIn(ctx, [state]).map((mine) => within(ctx, mine, key)))
}

function within(ctx: Ctx, mine: QueryBuilder<Event>, key: GroupKey): QueryBuilder<Event> {
  const now = ctx.now()
  if (key === 'overdue') return mine.where('deadline', '<', now)
  const inTime = mine.where((part) => part.whereNull('deadline').orWhere('deadline', '>=', now))
  if (key === 'undated') return inTime.whereNull('at')
  const [tomorrow, inAWeek] = [midnight(ctx, 1), midnight(ctx, 8)]
  if (key === 'today') return inTime.where('at', '<', tomorrow)
  return key === 'week'
    ? inTime.where('at', '>=', tomorrow).where('at', '<', inAWeek)
    : inTime.where('at', '>=', inAWeek)
}

interface Place {
  readonly at: string
  readonly id: number
}

function from(part: QueryBuilder<Event>, key: GroupKey, place: Place | null): QueryBuilder<Event> {
  if (place === null) return part
  const { at, id } = place
  if (key === 'undated') return part.where('id', '>', id)
  const column = key === 'overdue' ? 'deadline' : 'at'
  return part.where((later) =>
    later.where(column, '>', at).orWhere((same) => same.where(column, at).where('id', '>', id)),
  )
}

const orderOf = (key: GroupKey): string[] => [...columnsOf(key), 'id']
const columnsOf = (key: GroupKey): string[] => (key === 'overdue' ? ['deadline'] : ['at'])

function placeOf(after: string): Place {
  const [, at, id] = /^([\dTZ:.-]{0,24})~(\d{1,15})$/.exec(after) ?? []
  if (at === undefined || id === undefined) throw new Refusal('core.bad-cursor', { status: 400 })
  return { at, id: Number(id) }
}

/** The instant at which a day begins, so many days from today. */
export function midnight(ctx: Ctx, days: number): string {
  return instantOf(`${addDays(ctx.today(), days)}T00:00`, ctx.zone)
}
