import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { figuresOf, rowsOf } from '../entity/together.js'
import { Refusal } from '../plugin/refusal.js'
import { addDays } from '../time/day.js'
import { instantOf } from '../time/instant.js'
import { event } from './event.js'
import type { EventCard } from './event-card.js'
import { eventTypes } from './event-types.js'
import type { Event } from './models/event.js'

export interface TimelineAsked {
  /** Whose: the events of a contractor or of a case, by column. */
  readonly of: { readonly contractor_id: number } | { readonly case_id: number }
  /** Page the timeline stands on; its links keep to it. */
  readonly base: string
  /** Key of an event type: only those. */
  readonly type?: string
  /** Cursor of an older page: `<instant>~<id>`. */
  readonly before?: string
  readonly limit?: number
}

export interface Timeline {
  readonly groups: readonly { readonly label: string; readonly events: readonly EventCard[] }[]
  readonly types: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
  /** Address of what is older; null at the end. */
  readonly older: string | null
}

const PAGE = 20
const SHOWN_TYPES = 3
const ENDED: readonly Event['state'][] = ['done', 'cancelled']

/** Events of a kind in a state, counted. */
export interface KindCount {
  readonly type: string
  readonly state: Event['state']
  readonly n: number
}

/**
 * What a timeline needs to know, to be asked together with the rest of its page: the rows of this page of it, one more if
 * there is an older one, and how many events there are of each kind and state. 400 `core.bad-cursor`.
 */
export function timelineQuestions(ctx: Ctx, { of, type, before, limit = PAGE }: TimelineAsked) {
  const query = seen(ctx, event).where(of).whereIn('state', ENDED)
  if (type !== undefined) query.where({ type })
  const from = before === undefined ? null : placeOf(before)
  if (from !== null) {
    const { at, id } = from
    query.where((older) => older.where('at', '<', at).orWhere((same) => same.where({ at }).where('id', '<', id)))
  }
  const counted = seen(ctx, event).where(of).groupBy('type', 'state').select('type', 'state').count({ n: 'id' })

  return {
    told: rowsOf(event, query, ['at desc', 'id desc'], limit + 1),
    kinds: figuresOf<KindCount>(counted, ['type', 'state', 'n']),
  }
}

export interface TimelineRows {
  readonly told: readonly Event[]
  readonly kinds: readonly KindCount[]
}

/** What happened, newest first, in groups by age; what is planned stands elsewhere. `cards` are those of the rows, by id. */
export async function timelineOf(
  ctx: Ctx,
  { base, type, limit = PAGE }: TimelineAsked,
  { told, kinds }: TimelineRows,
  cards: readonly EventCard[],
): Promise<Timeline> {
  const shown = told.slice(0, limit)
  const last = told.length > limit ? shown.at(-1) : undefined
  const cardOf = new Map(cards.map((card) => [card.id, card]))

  return {
    groups: grouped(
      ctx,
      shown.flatMap(({ id }) => cardOf.get(id) ?? []),
    ),
    types: await typeChips(ctx, kinds, base, type),
    older: last
      ? `${base}?${new URLSearchParams({ ...(type && { type }), before: `${last.at ?? ''}~${last.id}` }).toString()}`
      : null,
  }
}

/** 400 `core.bad-cursor` for a text that is no place in a timeline. */
function placeOf(before: string): { readonly at: string; readonly id: number } {
  const [, at, id] = /^([\dTZ:.-]{1,24})~(\d{1,15})$/.exec(before) ?? []
  if (at === undefined || id === undefined) throw new Refusal('core.bad-cursor', { status: 400 })
  return { at, id: Number(id) }
}

function grouped(ctx: Ctx, cards: readonly EventCard[]): Timeline['groups'] {
  const midnight = (days: number) => instantOf(`${addDays(ctx.today(), days)}T00:00`, ctx.zone)
  const ages = [
    { label: ctx.t('core.timeline.week'), from: midnight(-7) },
    { label: ctx.t('core.timeline.month'), from: midnight(-31) },
    { label: ctx.t('core.timeline.older'), from: '' },
  ]
  const ageOf = (card: EventCard) => ages.find(({ from }) => card.at >= from)

  return ages
    .map((age) => ({ label: age.label, events: cards.filter((card) => ageOf(card) === age) }))
    .filter(({ events }) => events.length > 0)
}

/** Everything, then the types that happened most often here. */
async function typeChips(
  ctx: Ctx,
  kinds: readonly KindCount[],
  base: string,
  chosen?: string,
): Promise<Timeline['types']> {
  const counts = new Map<string, number>()
  for (const { type, state, n } of kinds)
    if (ENDED.includes(state)) counts.set(type, (counts.get(type) ?? 0) + Number(n))
  const present = (await eventTypes(ctx)).filter(({ key }) => counts.has(key))
  const most = [...present].sort((a, b) => (counts.get(b.key) ?? 0) - (counts.get(a.key) ?? 0)).slice(0, SHOWN_TYPES)
  const chips = present.filter((type) => most.includes(type) || type.key === chosen)

  return [
    { label: ctx.t('core.timeline.all'), href: base, current: chosen === undefined },
    ...chips.map(({ key, label }) => ({
      label,
      href: `${base}?type=${encodeURIComponent(key)}`,
      current: key === chosen,
    })),
  ]
}
