import { formatDay, localDateTime, seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { Handing, type HandingState } from '../models/handing.js'
import { handingData, type HandingData } from '../services/document-data.js'
import { retriesOf } from '../services/send-handing.js'
import type { Pager } from './pager.js'

const TONES: Readonly<Record<HandingState, 'ok' | 'warn' | 'bad' | 'info'>> = {
  queued: 'info',
  sent: 'ok',
  failed: 'bad',
  uncertain: 'warn',
}

/** How often the page asks again what became of its mails, three seconds apart: for two minutes, most leave in seconds. */
const ASKED = 40

/**
 * To whom a document was sent and what became of it; of a mail that is refused for now why, and when it is tried next. While a mail is on its way the panel asks for itself again, `left`
 * times more; then nothing is asked. A fault ends the asking, too, for each answer brings the next question.
 */
export async function handingsView(
  ctx: Ctx,
  documentId: number,
  handings: readonly HandingData[],
  left: number = ASKED,
) {
  const onTheWay = handings.filter(({ state }) => state === 'queued').length
  const again = `/sales/documents/${documentId}/handings?left=${left - 1}&queued=${onTheWay}`
  const retries = await retriesOf(ctx, documentId, handings)
  return {
    handed: handings.map(({ id, to, state, reason, queuedAt }) => {
      const retry = retries.get(id)
      return {
        id,
        to,
        state: ctx.t(`sales.handing.state.${retry ? 'retried' : state}`),
        tone: retry ? 'warn' : TONES[state],
        reason: retry?.reason ?? reason ?? '',
        next: retry ? nextTry(ctx, retry.dueAt) : '',
        at: queuedAt,
      }
    }),
    again: onTheWay > 0 && left > 0 ? again : null,
    said: '',
  }
}

/** The hour, and the day when it is another one. */
function nextTry(ctx: Ctx, instant: string): string {
  const [day = '', time = ''] = localDateTime(instant, ctx.zone).split('T')
  if (day === ctx.today()) return ctx.t('sales.handing.next', { time })
  return ctx.t('sales.handing.next-day', { day: formatDay(day, ctx.locale), time })
}

/** The panel by itself, as the page asks for it; what has changed since is said aloud once. 404 as for the document. */
export async function handingsPanel(
  ctx: Ctx,
  reply: Pager,
  { id, left = 0, queued = 0 }: { readonly id: number; readonly left?: number; readonly queued?: number },
): Promise<never> {
  const document = await seenOne(ctx, salesDocument, id)
  const handings = (await Handing.of(ctx, id)).map(handingData)
  const view = await handingsView(ctx, id, handings, left)
  const settled = handings.filter(({ state }) => state === 'queued').length < queued
  const said = settled ? view.handed.map(({ to, state }) => `${to}: ${state}`).join(', ') : ''
  const title = ctx.t('sales.handings')
  const crumbs = [{ label: document.number ?? '', href: `/sales/documents/${id}` }, { label: title }]
  return reply.page('sales/handings', { ...view, said }, { title, crumbs })
}
