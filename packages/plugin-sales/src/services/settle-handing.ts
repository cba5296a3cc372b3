import type { Ctx, ErrandOutcome } from '@berberis/sdk'
import { Handing, type HandingState } from '../models/handing.js'
import { SalesDocument } from '../models/sales-document.js'
import { noteInCase } from './note-in-case.js'

const STATES: Readonly<Record<ErrandOutcome['state'], HandingState>> = {
  done: 'sent',
  failed: 'failed',
  uncertain: 'uncertain',
}

/** Writes down what became of a mail; one that was sent is told to the case. A second telling of the same does nothing. */
export async function settleHanding(ctx: Ctx, handingId: number, outcome: ErrandOutcome): Promise<void> {
  const handing = await Handing.query(ctx.db).findById(handingId)
  const state = STATES[outcome.state]
  if (!handing || handing.state === 'sent' || handing.state === state) return
  const reason = outcome.state === 'done' ? null : outcome.reason.slice(0, 500)
  await Handing.query(ctx.db).findById(handingId).patch({ state, reason, settledAt: ctx.now() })

  const document = await SalesDocument.query(ctx.db).findById(handing.documentId)
  if (state !== 'sent' || !document) return
  const told = { key: 'sales.mail.event', params: { number: document.number ?? '', address: handing.address } }
  await noteInCase(ctx, { type: 'email', of: 'sales.document', record: document, ...told, ownerId: handing.queuedBy })
}
