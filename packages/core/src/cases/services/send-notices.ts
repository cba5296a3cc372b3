import type { Ctx } from '../../ctx.js'
import { unlessTaken } from '../../later/claim.js'
import { mailTo, notify, peopleOf } from '../../notifications/notify.js'
import type { NotificationParams } from '../../notifications/text-of.js'
import { addMinutes } from '../../time/instant.js'
import { noticeBefore, noticeOverdue } from '../notifications.js'

const NOTICES = 'core_notice'
/** Notices sent in one go. */
const MOST = 20
/** Later than these minutes it is said that it is late; later than a day it is not sent any more. */
const LATE_MINUTES = 1
const MISSED_MINUTES = 24 * 60

interface Due {
  readonly id: number
  readonly event_id: number
  readonly operator_id: number
  readonly kind: 'before' | 'overdue'
  readonly due_at: string
  readonly channel: 'app' | 'mail'
  readonly subject: string
  readonly planned_from: string | null
  readonly deadline: string | null
}

/**
 * Sends what is due, at most twenty at a time: the row at the bell is of this transaction, the mail an errand of it, so a
 * notice is sent once whatever happens to the process. Answers how many there were.
 */
export async function sendNotices(ctx: Ctx): Promise<number> {
  const due = await dueNow(ctx)
  if (due.length === 0) return 0
  const missed = due.filter(({ due_at }) => due_at < addMinutes(ctx.now(), -MISSED_MINUTES))
  await mark(ctx, missed, { missed_at: ctx.now() })
  const sent = due.filter((row) => !missed.includes(row))
  await mark(ctx, sent, { sent_at: ctx.now() })
  for (const row of sent) await send(ctx, row)

  return due.length
}

async function dueNow(ctx: Ctx): Promise<readonly Due[]> {
  const found: number[] = await ctx
    .db(NOTICES)
    .whereNull('sent_at')
    .whereNull('missed_at')
    .where('due_at', '<=', ctx.now())
    .orderBy('due_at')
    .limit(MOST)
    .pluck('id')
  if (found.length === 0) return []
  // Locked, and looked at again: another process may have been faster, or the event been done.
  const still = ctx.db(NOTICES).whereIn('id', found).whereNull('sent_at').whereNull('missed_at').select('id')
  const mine: { id: number }[] = await unlessTaken(ctx.db, still)
  return ctx
    .db(`${NOTICES} as n`)
    .join('core_event as e', 'e.id', 'n.event_id')
    .whereIn(
      'n.id',
      mine.map(({ id }) => id),
    )
    .orderBy(['n.due_at', 'n.id'])
    .select('n.id', 'n.event_id', 'n.operator_id', 'n.kind', 'n.due_at', 'n.channel')
    .select('e.subject', 'e.planned_from', 'e.deadline')
}

async function mark(ctx: Ctx, rows: readonly Due[], values: object): Promise<void> {
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await ctx.db(NOTICES).whereIn('id', ids).update(values)
}

async function send(ctx: Ctx, row: Due): Promise<void> {
  const kind = row.kind === 'overdue' ? noticeOverdue : noticeBefore
  const at = row.kind === 'overdue' ? row.due_at : (row.planned_from ?? row.deadline ?? row.due_at)
  const late = row.due_at < addMinutes(ctx.now(), -LATE_MINUTES)
  const params: NotificationParams = {
    subject: row.subject,
    at: { instant: at },
    late: late ? { text: 'core.notice.late' } : '',
  }
  const href = `/events/${row.event_id}`
  const [person] = row.channel === 'mail' ? await peopleOf(ctx, [row.operator_id]) : []
  if (person && (await mailTo(ctx, kind, person, { params, href, dedupe: `notice:${row.id}` }))) return

  // Who cannot be written to is told here, so that nothing is lost in silence.
  const subject = `event:${row.event_id}:${row.due_at}`
  await notify(ctx, kind, { subject, to: [row.operator_id], params, href })
}
