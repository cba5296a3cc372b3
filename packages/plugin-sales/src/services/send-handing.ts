import { errandsUnder, Refusal, senderOf, type Ctx } from '@berberis/sdk'
import { mailDocumentErrand } from '../errands.js'
import type { DocumentFile } from '../models/document-file.js'
import { Handing } from '../models/handing.js'

/** Sends the mail of a handing, now that its PDF is there; a second time sends nothing. `core.mail-not-configured`. */
export async function sendHanding(ctx: Ctx, handing: Handing, { name, sha256 }: DocumentFile): Promise<void> {
  const { id, address, subject, text } = handing
  const payload = { handingId: id, from: await senderOf(ctx), to: address, subject, text, file: { name, sha256 } }
  await ctx.send(mailDocumentErrand, payload, { dedupe: dedupeOf(handing) })
}

/**
 * The mails that were asked for before the PDF was there; one that cannot leave any more is a failed handing. One whose
 * errand is queued already is not touched: it leaves, and what became of it is told then.
 */
export async function sendWaiting(ctx: Ctx, original: DocumentFile): Promise<void> {
  for (const handing of await waitingFor(ctx, original)) {
    try {
      await sendHanding(ctx, handing, original)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const settled = { state: 'failed' as const, reason: ctx.t(error.code), settledAt: ctx.now() }
      await Handing.query(ctx.db).findById(handing.id).patch(settled)
    }
  }
}

async function waitingFor(ctx: Ctx, { documentId }: DocumentFile): Promise<Handing[]> {
  const asked = await Handing.query(ctx.db).where({ documentId, state: 'queued' })
  const leaving = await errandsUnder(ctx, mailDocumentErrand, asked.map(dedupeOf))
  return asked.filter((handing) => !leaving.has(dedupeOf(handing)))
}

const dedupeOf = ({ documentId, address, attempt }: Handing) => `sales:${documentId}:${address}:${attempt}`
