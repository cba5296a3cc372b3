import { contractor, mustEdit, Refusal, refuseFields, seen, seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import type { DocumentInput } from '../inputs.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { SalesDocument } from '../models/sales-document.js'
import { definedOf } from './defined-of.js'
import { renderDocument } from './render-document.js'
import { newHead } from './save-document.js'
import { discountOf, typedDocumentLine } from './typed-again.js'

/**
 * The PDF of an invoice as it is written just now, new or the draft `id`; it says that it is a draft, takes no number and
 * is kept nowhere. Nothing is written. 404 and 403 as for a save; `core.required` or `core.unknown-record` of the buyer,
 * what a save refuses of lines and discount, `sales.issued`, `sales.no-seller`, `sales.bad-template`.
 */
export async function previewDocument(ctx: Ctx, id: number | null, input: DocumentInput): Promise<Uint8Array> {
  const before = id === null ? null : await draftOf(ctx, id)
  const { lines, discount, version: _version, ...given } = input
  const head = before ? definedOf(given) : { ...BLANK, ...(await newHead(ctx, given)) }
  const draft = Object.assign(before ? before.$clone() : new SalesDocument(), head)
  await mustSee(ctx, draft.contractorId)

  const typed = {
    lines: lines ?? (before ? (await SalesDocumentLine.of(ctx, before.id)).map(typedDocumentLine) : []),
    discount: discount === undefined && before ? discountOf(before) : (discount ?? null),
  }
  return (await renderDocument(ctx, draft, typed)).pdf
}

/** What a new draft is without anybody writing it. */
const BLANK = {
  id: 0,
  state: 'draft',
  number: null,
  orderId: null,
  currency: 'PLN',
  note: null,
  issuerName: null,
} as const

async function draftOf(ctx: Ctx, id: number): Promise<SalesDocument> {
  const row = await seenOne(ctx, salesDocument, id)
  await mustEdit(ctx, salesDocument, row)
  if (row.state !== 'draft') throw new Refusal('sales.issued')
  return row
}

/** A print tells name, address and numbers of the buyer. */
async function mustSee(ctx: Ctx, contractorId: number | undefined): Promise<void> {
  if (contractorId === undefined) throw refuseFields([{ path: 'contractorId', code: 'core.required' }])
  if (await seen(ctx, contractor).findById(contractorId)) return
  throw refuseFields([{ path: 'contractorId', code: 'core.unknown-record' }])
}
