import { Refusal, remove, type Ctx, type Undoable } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { editableDocument } from './editable-document.js'

/** A draft goes, its lines with it; an issued document never does (`sales.issued`). */
export async function removeDocument(ctx: Ctx, id: number, { version }: { version?: number }): Promise<Undoable> {
  const before = await editableDocument(ctx, id)
  if (before.state !== 'draft') throw new Refusal('sales.issued')
  return remove(ctx, salesDocument, id, { version: version ?? before.version })
}
