import { mustEdit, seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { SalesDocument } from '../models/sales-document.js'

/** The document, if it may be seen (404) and written (403), locked until the transaction ends. */
export async function editableDocument(ctx: Ctx, id: number): Promise<SalesDocument> {
  await mustEdit(ctx, salesDocument, await seenOne(ctx, salesDocument, id))
  const locked = await SalesDocument.query(ctx.db).findById(id).forUpdate()
  if (!locked) throw new RangeError(`document ${id} went away`)
  return locked
}
