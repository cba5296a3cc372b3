import { seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { Handing, type HandingState } from '../models/handing.js'
import { handingData } from '../services/document-data.js'
import type { Pager } from './pager.js'

type Shown = ReturnType<typeof handingData>

const TONES: Readonly<Record<HandingState, 'ok' | 'warn' | 'bad' | 'info'>> = {
  queued: 'info',
  sent: 'ok',
  failed: 'bad',
  uncertain: 'warn',
}

/** How often the page asks again what became of its mails, three seconds apart: for two minutes, most leave in seconds. */
const ASKED = 40

/**
 * To whom a document was sent and what became of it. While a mail is on its way the panel asks for itself again, `left`
 * times more; then nothing is asked. A fault ends the asking, too, for each answer brings the next question.
 */
export function handingsView(ctx: Ctx, documentId: number, handings: readonly Shown[], left: number = ASKED) {
  const onTheWay = handings.filter(({ state }) => state === 'queued').length
  const again = `/sales/documents/${documentId}/handings?left=${left - 1}&queued=${onTheWay}`
  return {
    handed: handings.map(({ id, to, state, reason, queuedAt }) => ({
      id,
      to,
      state: ctx.t(`sales.handing.state.${state}`),
      tone: TONES[state],
      reason: reason ?? '',
      at: queuedAt,
    })),
    again: onTheWay > 0 && left > 0 ? again : null,
    said: '',
  }
}

/** The panel by itself, as the page asks for it; what has changed since is said aloud once. 404 as for the document. */
export async function handingsPanel(
  ctx: Ctx,
  reply: Pager,
  { id, left = 0, queued = 0 }: { readonly id: number; readonly left?: number; readonly queued?: number },
): Promise<never> {
  const document = await seenOne(ctx, salesDocument, id)
  const handings = (await Handing.of(ctx, id)).map(handingData)
  const view = handingsView(ctx, id, handings, left)
  const settled = handings.filter(({ state }) => state === 'queued').length < queued
  const said = settled ? view.handed.map(({ to, state }) => `${to}: ${state}`).join(', ') : ''
  const title = ctx.t('sales.handings')
  const crumbs = [{ label: document.number ?? '', href: `/sales/documents/${id}` }, { label: title }]
  return reply.page('sales/handings', { ...view, said }, { title, crumbs })
}
