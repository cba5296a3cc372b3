import { parseEmail, Refusal, refuseFields, seenOne, senderOf, type Ctx, type FieldRefusal } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { documentSendable } from '../hooks.js'
import { DocumentFile } from '../models/document-file.js'
import { Handing } from '../models/handing.js'
import { SalesDocument } from '../models/sales-document.js'
import { sendHanding } from './send-handing.js'

export interface Mailing {
  readonly to: string
  readonly subject?: string | null | undefined
  readonly text?: string | null | undefined
}

/**
 * Queues the PDF of an issued document to one address. Asked for before the PDF is kept, the mail waits for it: nobody
 * renders in this transaction. While one to that address is on its way, or in doubt, the same handing is answered, so a
 * second press sends no second mail. `core.mail-not-configured`, `sales.not-issued`,
 * `core.bad-email`, and what `documentSendable` refuses.
 */
export async function mailDocument(ctx: Ctx, id: number, { to, subject, text }: Mailing): Promise<Handing> {
  const document = await seenOne(ctx, salesDocument, id)
  if (document.state !== 'issued') throw new Refusal('sales.not-issued')
  await senderOf(ctx)
  const address = judge({ to, subject: subject ?? '' })
  await ctx.check(documentSendable, { document })

  // Two presses at once: the second waits here and finds the first one's handing. So does the listener that keeps the PDF.
  await SalesDocument.query(ctx.db).findById(id).forUpdate()
  const handings = await Handing.query(ctx.db).where({ documentId: id, address }).orderBy('attempt', 'desc')
  const open = handings.find(({ state }) => state === 'queued' || state === 'uncertain')
  if (open) return open
  const attempt = (handings[0]?.attempt ?? 0) + 1
  const letter = { subject: subject?.trim() || subjectOf(ctx, document), text: text?.trim() || textOf(ctx, document) }
  const handing = await Handing.query(ctx.db).insertAndFetch({
    documentId: id,
    channel: 'mail',
    address,
    attempt,
    ...letter,
    state: 'queued',
    reason: null,
    queuedAt: ctx.now(),
    queuedBy: ctx.operator?.id ?? null,
    settledAt: null,
  })
  const original = await DocumentFile.original(ctx, id)
  if (original) await sendHanding(ctx, handing, original)
  return handing
}

/** What the mail says unless somebody writes his own; in the language of the document. */
export function subjectOf(ctx: Ctx, { number, language }: SalesDocument): string {
  return ctx.t(`sales.mail.subject.${language}`, { number: number ?? '' })
}

export function textOf(ctx: Ctx, { number, language, seller }: SalesDocument): string {
  return ctx.t(`sales.mail.text.${language}`, { number: number ?? '', firm: seller?.name ?? '' })
}

function judge({ to, subject }: { to: string; subject: string }): string {
  const refusals: FieldRefusal[] = []
  const address = parseEmail(to)
  if ('error' in address) refusals.push({ path: 'to', code: address.error })
  if (/[\r\n]/.test(subject)) refusals.push({ path: 'subject', code: 'sales.bad-subject' })
  if ('error' in address || refusals.length > 0) throw refuseFields(refusals)
  return address.value
}
