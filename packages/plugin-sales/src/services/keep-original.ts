import { attach, attachedFiles, Event, type Ctx, type Static } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import type { invoiceIssued } from '../hooks.js'
import { DocumentFile } from '../models/document-file.js'
import { SalesDocument } from '../models/sales-document.js'
import { fileName, printOriginal, type Printed } from './render-document.js'
import { sendWaiting } from './send-handing.js'

type Issued = Static<typeof invoiceIssued.schema>

/** Renders the PDF before the transaction that keeps it, so that nobody waits for a printer; null when it is kept already. */
export async function renderOriginal(ctx: Ctx, { documentId }: Issued): Promise<Printed | null> {
  if (await DocumentFile.original(ctx, documentId)) return null
  const document = await SalesDocument.query(ctx.db).findById(documentId)
  return document ? printOriginal(ctx, document) : null
}

/**
 * Listener of `invoiceIssued`: keeps the PDF that was rendered, lets go the mails that waited for it, and hangs it on the
 * event that told the case. A second delivery finds the file kept and attached, and does nothing.
 */
export async function keepOriginal(ctx: Ctx, { documentId }: Issued, printed: Printed | null): Promise<void> {
  // A mail asked for at this moment waits for the row, and then finds the file.
  const document = await SalesDocument.query(ctx.db).findById(documentId).forUpdate()
  if (!document) return
  const original = (await DocumentFile.original(ctx, documentId)) ?? (await keep(ctx, document, printed))
  await sendWaiting(ctx, original)

  const { name, sha256, size } = original
  const told = await Event.query(ctx.db).findOne({ source: `sales.document:${documentId}`, type: 'invoice-issued' })
  if (!told || (await attachedFiles(ctx, told.id)).some((file) => file.sha256 === sha256)) return
  await attach(ctx, told.id, { name, sha256, size }, { entity: salesDocument, id: documentId })
}

/** The bytes every reprint gives from now on, whatever becomes of the template. */
async function keep(ctx: Ctx, document: SalesDocument, printed: Printed | null): Promise<DocumentFile> {
  if (!printed) throw new RangeError(`nothing was printed of document ${document.id}`)
  return DocumentFile.query(ctx.db).insertAndFetch({
    documentId: document.id,
    purpose: 'original',
    language: document.language,
    name: fileName(ctx, document),
    sha256: printed.sha256,
    size: printed.size,
    templateHash: printed.version,
    renderedAt: ctx.now(),
  })
}
