import { Refusal, senderOf, type Ctx } from '@berberis/sdk'
import { mailDocumentErrand } from '../errands.js'
import type { DocumentFile } from '../models/document-file.js'
import { Handing } from '../models/handing.js'

/** Sends the mail of a handing, now that its PDF is there; a second time sends nothing. `core.mail-not-configured`. */
export async function sendHanding(
  ctx: Ctx,
  { id, documentId, address, attempt, subject, text }: Handing,
  { name, sha256 }: DocumentFile,
): Promise<void> {
  const payload = { handingId: id, from: await senderOf(ctx), to: address, subject, text, file: { name, sha256 } }
  await ctx.send(mailDocumentErrand, payload, { dedupe: `sales:${documentId}:${address}:${attempt}` })
}

/** The mails that were asked for before the PDF was there; one that cannot leave any more is a failed handing. */
export async function sendWaiting(ctx: Ctx, original: DocumentFile): Promise<void> {
  const waiting = await Handing.query(ctx.db).where({ documentId: original.documentId, state: 'queued' })
  for (const handing of waiting) {
    try {
      await sendHanding(ctx, handing, original)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const settled = { state: 'failed' as const, reason: ctx.t(error.code), settledAt: ctx.now() }
      await Handing.query(ctx.db).findById(handing.id).patch(settled)
    }
  }
}
