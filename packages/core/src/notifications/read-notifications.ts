import type { Ctx } from '../ctx.js'
import type { NotificationKind } from '../plugin/notifications.js'
import { later } from '../later/clock.js'
import { notFound } from '../plugin/refusal.js'
import { textOf, type NotificationParams } from './text-of.js'
import { kindsOf } from './wishes.js'

const TABLE = 'core_notification'
const PAGE = 50
/** As far as the bell counts. */
const MOST_COUNTED = 100
const KEPT_MS = 90 * 24 * 60 * 60_000

/** One of the reader's own notifications, in his language. */
export interface NotificationView {
  readonly id: number
  readonly kind: string
  readonly icon: string
  readonly text: string
  readonly href: string | null
  /** UTC instants. */
  readonly createdAt: string
  readonly readAt: string | null
  /** What can be done about it at once. */
  readonly action: { readonly label: string; readonly href: string } | null
}

interface Row {
  readonly id: number
  readonly kind: string
  readonly params: string
  readonly href: string | null
  readonly created_at: string
  readonly read_at: string | null
}

/** The reader's newest notifications, at most 50, older than `before` (an id); `next` is the `before` of what is older. */
export async function notificationsOf(
  ctx: Ctx,
  { before, unread = false }: { readonly before?: number; readonly unread?: boolean },
): Promise<{ readonly items: readonly NotificationView[]; readonly next: number | null }> {
  const query = own(ctx)
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  if (before !== undefined) query.where('id', '<', before)
  if (unread) query.whereNull('read_at')
  const rows: Row[] = await query.select('id', 'kind', 'params', 'href', 'created_at', 'read_at')
  const kinds = new Map(kindsOf(ctx).map((kind) => [kind.id, kind]))
  const shown = rows.slice(0, PAGE)

  return {
    items: shown.map((row) => viewOf(ctx, row, kinds.get(row.kind))),
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** How many the reader has not read, counted as far as a hundred. */
export async function unreadCount(ctx: Ctx): Promise<number> {
  const ids: number[] = await own(ctx).whereNull('read_at').limit(MOST_COUNTED).pluck('id')
  return ids.length
}

/** Marks one of the reader's own as read and answers it; 404 for any other. */
export async function readNotification(ctx: Ctx, id: number): Promise<NotificationView> {
  const row: Row | undefined = await own(ctx).where({ id }).first()
  if (row === undefined) throw notFound()
  const read = row.read_at ?? ctx.now()
  if (row.read_at === null) await mark(ctx, [id])
  return viewOf(
    ctx,
    { ...row, read_at: read },
    kindsOf(ctx).find((kind) => kind.id === row.kind),
  )
}

/** Marks all of the reader's as read. */
export async function readAll(ctx: Ctx): Promise<void> {
  await own(ctx).whereNull('read_at').update({ read_at: ctx.now() })
  await ctx.touch(`core.notifications:${ctx.operator?.id ?? 0}`)
}

/** Marks what is told of subjects that begin so as read for everybody: what it asked for is done, or gone. */
export async function settleNotifications(
  ctx: Ctx,
  kinds: readonly NotificationKind[],
  subject: string,
): Promise<void> {
  const ids = kinds.map(({ id }) => id)
  const about = () => ctx.db(TABLE).whereIn('kind', ids).where('subject', 'like', `${subject}%`).whereNull('read_at')
  const people: number[] = await about().distinct().pluck('operator_id')
  if (people.length === 0) return
  await about().update({ read_at: ctx.now() })
  for (const id of people) await ctx.touch(`core.notifications:${id}`)
}

/** Notifications are kept for ninety days. */
export async function sweepNotifications(ctx: Ctx): Promise<void> {
  await ctx.db(TABLE).where('created_at', '<', later(ctx.now(), -KEPT_MS)).delete()
}

/** The reader's own, of kinds that are installed: a text that has gone with its plugin cannot be shown. */
function own(ctx: Ctx) {
  const kinds = kindsOf(ctx).map(({ id }) => id)
  return ctx
    .db(TABLE)
    .where({ operator_id: ctx.operator?.id ?? 0 })
    .whereIn('kind', kinds)
}

async function mark(ctx: Ctx, ids: readonly number[]): Promise<void> {
  await ctx.db(TABLE).whereIn('id', ids).update({ read_at: ctx.now() })
  await ctx.touch(`core.notifications:${ctx.operator?.id ?? 0}`)
}

function viewOf(ctx: Ctx, row: Row, kind: NotificationKind | undefined): NotificationView {
  const params = JSON.parse(row.params) as NotificationParams
  const action = kind?.action
  return {
    id: row.id,
    kind: row.kind,
    icon: kind?.icon ?? 'bell',
    text: textOf(ctx, { id: row.kind }, params),
    href: row.href,
    createdAt: row.created_at,
    readAt: row.read_at,
    action: action && row.read_at === null ? { label: ctx.t(action.label), href: action.post(params) } : null,
  }
}
