import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { mustEdit } from '../entity/seen.js'
import { refuseFields } from '../plugin/refusal.js'
import { options } from '../plugin/options.js'
import { addMinutes } from '../time/instant.js'
import { event } from './event.js'
import type { Event } from './models/event.js'
import { wishesOf, writeWishes, type NoticeWish } from './services/plan-notices.js'

const MOST = 5
/** Four weeks. */
const LONGEST_MINUTES = 40_320

/** Offered in the form; programs may say any number of minutes. */
export const noticeMinutes = options('core.notice.minutes', ['0', '5', '15', '30', '60', '1440'])
export const noticeChannels = options('core.notice.channel', ['app', 'mail', 'both'])

const channel = Type.Union([Type.Literal('app'), Type.Literal('mail'), Type.Literal('both')])
const minutes = Type.Integer({ minimum: 0, maximum: LONGEST_MINUTES })

/** How long before the event its doer is told, and how. */
export const noticesBody = Type.Object({
  notices: Type.Array(Type.Object({ minutes, channel: Type.Optional(channel) }), { maxItems: MOST }),
})

const instant = Type.String({ maxLength: 24 })
export const noticesAnswer = Type.Object({
  notices: Type.Array(Type.Object({ minutes, channel }), { maxItems: MOST }),
  /** What is going to be told, and what was, the oldest first. */
  told: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('before'), Type.Literal('overdue')]),
      operatorId: Type.Integer(),
      channel: Type.Union([Type.Literal('app'), Type.Literal('mail')]),
      dueAt: instant,
      sentAt: Type.Union([instant, Type.Null()]),
      missedAt: Type.Union([instant, Type.Null()]),
      late: Type.Boolean(),
    }),
    { maxItems: 200 },
  ),
})

/** What a form sends: minutes out of those it offers, and one way for all of them. */
export interface TypedNotices {
  readonly noticeMinutes?: readonly string[] | null
  readonly noticeChannel?: string | null
}

/**
 * Sets the notices of an event the asking one may edit. The same minutes twice, or more than five: `core.too-many-notices`.
 */
export async function setNotices(
  ctx: Ctx,
  row: Event,
  notices: readonly { readonly minutes: number; readonly channel?: NoticeWish['channel'] }[],
): Promise<void> {
  await mustEdit(ctx, event, row)
  const wishes = notices.map((each) => ({ channel: 'app' as const, ...each }))
  if (wishes.length > MOST || new Set(wishes.map((wish) => wish.minutes)).size < wishes.length)
    throw refuseFields([{ path: 'notices', code: 'core.too-many-notices', params: { limit: MOST } }])
  await writeWishes(ctx, row, wishes)
}

/** The same from a form; what a program set to other minutes than the form offers stays. Nothing when it sent none. */
export async function setTypedNotices(ctx: Ctx, row: Event, typed: TypedNotices): Promise<void> {
  if (typed.noticeMinutes === undefined && typed.noticeChannel === undefined) return
  const offered = new Set(noticeMinutes.map(({ key }) => key))
  const before = await wishesOf(ctx, row.id)
  const kept = before.filter((wish) => !offered.has(String(wish.minutes)))
  const chosen = noticeChannels.find(({ key }) => key === typed.noticeChannel)?.key ?? 'app'
  const now = (typed.noticeMinutes ?? [])
    .filter((key) => offered.has(key))
    .map((key) => ({ minutes: Number(key), channel: chosen as NoticeWish['channel'] }))
  const wishes = [...kept, ...now]
  const same = wishes.length === before.length && wishes.every((wish) => before.some((was) => equal(was, wish)))
  if (same) return
  if (wishes.length > MOST)
    throw refuseFields([{ path: 'noticeMinutes', code: 'core.too-many-notices', params: { limit: MOST } }])
  await writeWishes(ctx, row, wishes)
}

/** What a form shows of the notices an event has. */
export async function shownNotices(ctx: Ctx, eventId: number): Promise<Required<TypedNotices>> {
  const wishes = await wishesOf(ctx, eventId)
  return {
    noticeMinutes: wishes.map((wish) => String(wish.minutes)),
    noticeChannel: wishes[0]?.channel ?? 'app',
  }
}

/** The notices of an event, and what became of those that were due. */
export async function noticesOf(ctx: Ctx, row: Event) {
  const rows: Told[] = await ctx.db('core_notice').where({ event_id: row.id }).orderBy(['due_at', 'id']).limit(200)
  return {
    notices: await wishesOf(ctx, row.id),
    told: rows.map((each) => ({
      kind: each.kind,
      operatorId: each.operator_id,
      channel: each.channel,
      dueAt: each.due_at,
      sentAt: each.sent_at,
      missedAt: each.missed_at,
      late: each.sent_at !== null && each.sent_at > addMinutes(each.due_at, 1),
    })),
  }
}

interface Told {
  readonly kind: 'before' | 'overdue'
  readonly operator_id: number
  readonly channel: 'app' | 'mail'
  readonly due_at: string
  readonly sent_at: string | null
  readonly missed_at: string | null
}

const equal = (a: NoticeWish, b: NoticeWish): boolean => a.minutes === b.minutes && a.channel === b.channel
