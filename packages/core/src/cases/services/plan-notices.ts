import type { Ctx } from '../../ctx.js'
import { insertMissing } from '../../db/bulk.js'
import { settleNotifications } from '../../notifications/read-notifications.js'
import { addMinutes } from '../../time/instant.js'
import { doerOf } from '../mine.js'
import type { Event } from '../models/event.js'
import { noticeBefore, noticeOverdue, orderDone } from '../notifications.js'

/** How long before an event, in minutes, and by which way. */
export interface NoticeWish {
  readonly minutes: number
  readonly channel: 'app' | 'mail' | 'both'
}

const WISHES = 'core_notice_wish'
const NOTICES = 'core_notice'
/** What changes them. */
const DECIDES = ['state', 'plannedFrom', 'deadline', 'ownerId', 'performerId'] as const
const DAY = 24 * 60

/**
 * The wishes of an event become rows to be sent, and rows that are no longer right go; what was sent stays. Done and
 * cancelled events have none, and what was told of their being late counts as read. Nothing is done when nothing that
 * decides has changed.
 */
export async function planNotices(ctx: Ctx, before: Event | null, after: Event): Promise<void> {
  if (before !== null && DECIDES.every((name) => before[name] === after[name])) return
  const open = isOpen(after)
  if (!open && before !== null && isOpen(before))
    await settleNotifications(ctx, [noticeBefore, noticeOverdue, orderDone], `event:${after.id}:`)
  if (!open && before === null) return
  await arrange(ctx, after, open ? await wishesOf(ctx, after.id) : [])
}

/** Sets how long before an event its doer is told; they take the place of those that were. */
export async function writeWishes(ctx: Ctx, event: Event, wishes: readonly NoticeWish[]): Promise<void> {
  await ctx.db(WISHES).where({ event_id: event.id }).delete()
  if (wishes.length > 0)
    await ctx.db(WISHES).insert(wishes.map(({ minutes, channel }) => ({ event_id: event.id, minutes, channel })))
  await arrange(ctx, event, wishes)
}

/** The longest before it first. */
export async function wishesOf(ctx: Ctx, eventId: number): Promise<readonly NoticeWish[]> {
  return ctx.db(WISHES).where({ event_id: eventId }).orderBy('minutes', 'desc').select('minutes', 'channel')
}

interface Planned {
  readonly event_id: number
  readonly operator_id: number
  readonly kind: 'before' | 'overdue'
  readonly due_at: string
  readonly channel: 'app' | 'mail'
}

async function arrange(ctx: Ctx, event: Event, wishes: readonly NoticeWish[]): Promise<void> {
  const wanted = isOpen(event) ? [...ahead(ctx, event, wishes), ...overdue(ctx, event)] : []
  const waiting: (Planned & { id: number })[] = await ctx
    .db(NOTICES)
    .where({ event_id: event.id })
    .whereNull('sent_at')
    .whereNull('missed_at')
    .select('id', 'event_id', 'operator_id', 'kind', 'due_at', 'channel')
  const keys = new Set(wanted.map(keyOf))
  const gone = waiting.filter((row) => !keys.has(keyOf(row))).map(({ id }) => id)
  if (gone.length > 0) await ctx.db(NOTICES).whereIn('id', gone).delete()
  const kept = new Set(waiting.map(keyOf))
  const fresh = wanted.filter((row) => !kept.has(keyOf(row)))
  await insertMissing(ctx.db, NOTICES, ['event_id', 'kind', 'due_at', 'channel', 'operator_id'], fresh)
}

/** Of an event that lies ahead, for whoever does it. A time that has gone by when it is wished for is no notice any more. */
function ahead(ctx: Ctx, event: Event, wishes: readonly NoticeWish[]): Planned[] {
  const at = event.plannedFrom ?? event.deadline
  const doer = doerOf(event)
  if (at === null || doer === null || at <= ctx.now()) return []

  return wishes.flatMap(({ minutes, channel }) => {
    const due_at = addMinutes(at, -minutes)
    if (due_at < addMinutes(ctx.now(), -1)) return []
    const channels = channel === 'both' ? (['app', 'mail'] as const) : [channel]
    return channels.map((way) => ({
      event_id: event.id,
      operator_id: doer,
      kind: 'before' as const,
      due_at,
      channel: way,
    }))
  })
}

/** Once for a deadline, to owner and performer; long past ones are no news. */
function overdue(ctx: Ctx, { id, deadline, ownerId, performerId }: Event): Planned[] {
  if (deadline === null || deadline < addMinutes(ctx.now(), -DAY)) return []
  const people = new Set([ownerId, performerId].filter((each) => each !== null))
  const row = { event_id: id, kind: 'overdue', due_at: deadline, channel: 'app' } as const
  return [...people].map((operator_id) => ({ ...row, operator_id }))
}

const keyOf = ({ operator_id, kind, due_at, channel }: Planned): string =>
  [operator_id, kind, due_at, channel].join(' ')

function isOpen({ state }: Event): boolean {
  return state === 'planned' || state === 'in-progress'
}
