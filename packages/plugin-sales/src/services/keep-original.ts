import { attach, Event, type Ctx, type Static } from '@berberis/sdk'
import type { invoiceIssued } from '../hooks.js'
import { SalesDocument } from '../models/sales-document.js'
import { originalOf } from './render-document.js'

/**
 * Listener of `invoiceIssued`: renders the PDF once and hangs it on the event that told the case. A second delivery finds
 * the file kept and attached, and does nothing.
 */
export async function keepOriginal(ctx: Ctx, { documentId }: Static<typeof invoiceIssued.schema>): Promise<void> {
  const document = await SalesDocument.query(ctx.db).findById(documentId)
  if (!document) return
  const { name, sha256, size } = await originalOf(ctx, document)

  const told = await Event.query(ctx.db).findOne({ source: `sales.document:${documentId}`, type: 'invoice-issued' })
  if (!told || (await hasFile(ctx, told.id, sha256))) return
  await attach(ctx, told.id, { name, sha256, size })
}

async function hasFile(ctx: Ctx, eventId: number, sha256: string): Promise<boolean> {
  const row: unknown = await ctx
    .db('core_attachment')
    .join('core_blob', 'core_blob.id', 'core_attachment.blob_id')
    .where({ 'core_attachment.event_id': eventId, 'core_blob.sha256': sha256 })
    .first('core_attachment.id')
  return row !== undefined
}
