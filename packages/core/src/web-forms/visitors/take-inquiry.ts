import type { Ctx } from '../../ctx.js'
import { isUniqueViolation } from '../../db/writing.js'
import { notify } from '../../notifications/notify.js'
import { notification } from '../../plugin/notifications.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { WebForm } from '../web-form.js'
import { judgeInquiry, type Inquiry } from './inquiry.js'
import { keepInquiry } from './keep-inquiry.js'
import { ageOfToken } from './page-token.js'
import { arrivals, fullSince, refuseCrowd } from './refuse-crowd.js'

/** A web form has taken as many inquiries within a day as it is to take. */
export const webFormFull = notification('core.web-form-full', { icon: 'alert-triangle', mail: 'on' })

export interface Sent {
  readonly values: Readonly<Record<string, unknown>>
  /** Of the page it was sent from. */
  readonly token: string
  /** What stands in the field nobody sees. */
  readonly trap: string
  /** Network address. */
  readonly address: string
}

/**
 * Takes what a visitor sent by a form: one event, however often the same is sent. Throws 422 with what is wrong with it,
 * `core.web-form-old`, `core.web-form-hasty` or `core.inquiry-not-taken`, and 429 as `refuseCrowd`. Whoever fills the field
 * nobody sees is a program: nothing is made of it, and it is not told so.
 */
export async function takeInquiry(ctx: Ctx, formId: number, { values, token, trap, address }: Sent): Promise<void> {
  // Held until the end: what comes at the same moment is counted, and what is sent twice is known.
  const row = await WebForm.query(ctx.db).findById(formId).whereNull('archived_at').forUpdate()
  if (!row) throw notFound()
  const age = ageOfToken(ctx, row.id, token)
  if (age !== 'sound') throw new Refusal(age === 'old' ? 'core.web-form-old' : 'core.web-form-hasty')
  const inquiry = trap === '' ? judgeInquiry(row, values) : null
  const once = ctx.vault.sign('core.web-form-once', JSON.stringify([token, inquiry ?? trap]))
  if (await arrivals(ctx).where({ once }).first('id')) return

  const sender = ctx.vault.sign('core.web-form-sender', address)
  await refuseCrowd(ctx, row, sender)
  const arrivalId = await arrive(ctx, { web_form_id: row.id, at: ctx.now(), once, sender })
  if (arrivalId === null || inquiry === null) return
  const event = await kept(ctx, row, inquiry)
  await arrivals(ctx).where({ id: arrivalId }).update({ event_id: event.id, consent: row.consent })
  if ((await fullSince(ctx, row)) !== null) await tellFull(ctx, row)
}

/** Its id; null when the same came at the same moment. */
async function arrive(ctx: Ctx, row: object): Promise<number | null> {
  try {
    const [id] = await arrivals(ctx).insert(row)
    return Number(id)
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

/** Why the house refuses is none of a visitor's business: it may tell what is known of somebody. It stands in the log. */
async function kept(ctx: Ctx, row: WebForm, inquiry: Inquiry) {
  try {
    return await keepInquiry(ctx, row, inquiry)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, details } = error
    ctx.log.error({ code, fields: details.fields, form: row.key }, 'an inquiry by a web form was refused')
    throw new Refusal('core.inquiry-not-taken')
  }
}

async function tellFull(ctx: Ctx, { id, name, ownerId, dailyLimit }: WebForm): Promise<void> {
  await notify(ctx, webFormFull, {
    subject: `web-form:${id}:${ctx.today()}`,
    to: [ownerId],
    params: { name, count: Number(dailyLimit) },
    href: `/web-forms/${id}`,
  })
}
