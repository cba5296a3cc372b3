import { create, decimalToMinor, Refusal, save, type Ctx, type FieldRefusal } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import type { DocumentInput } from '../inputs.js'
import type { SalesDocument } from '../models/sales-document.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { settings } from '../settings.js'
import { checkCase } from './check-case.js'
import { definedOf } from './defined-of.js'
import { documentLineRows } from './document-rows.js'
import { editableDocument } from './editable-document.js'
import { insertRows } from './insert-rows.js'
import { judgeDocument, type JudgedDocument } from './judge-document.js'
import { replaceLines } from './replace-lines.js'
import { together } from './together.js'
import { discountOf, typedDocumentLine } from './typed-again.js'

/** Writes a new draft of an invoice with its lines; it has no number. All refusals at once. */
export async function createDocument(
  ctx: Ctx,
  { lines = [], discount = null, version: _, ...given }: DocumentInput,
  { orderId = null }: { orderId?: number | null } = {},
): Promise<SalesDocument> {
  const head = await newHead(ctx, given)
  const judged = await judgeDocument(ctx, { ...head, orderId, discount, lines })
  judged.refusals.push(...(await checkCase(ctx, head.caseId, given.contractorId)))
  const made = await together(judged.refusals, async () =>
    create(ctx, salesDocument, { ...head, paymentDays: decimalOf(head.paymentDays), orderId, ...totalsOf(judged) }),
  )
  await insertRows(ctx, SalesDocumentLine, documentLineRows(made.id, judged))
  return made
}

/** The head of a new draft: what was written, and what nobody wrote as the firm has it. */
export async function newHead(ctx: Ctx, given: Omit<DocumentInput, 'lines' | 'discount' | 'version'>) {
  const { paymentDays, placeOfIssue } = await ctx.settings('sales', settings)
  return {
    ownerId: ctx.operator?.id ?? null,
    caseId: null,
    issuedOn: null,
    soldOn: null,
    method: 'net' as const,
    vatRounding: 'perRate' as const,
    language: 'pl' as const,
    paymentMethod: 'transfer' as const,
    splitPayment: false,
    paymentDays,
    place: placeOfIssue || null,
    ...definedOf(given),
  }
}

/**
 * Writes a draft anew; fields left out stay, `lines` given are all of them. An issued one is refused with
 * `sales.issued`; a stale `version` is 409 `core.conflict`; buyer and method of an invoice for an order are the order's
 * (`sales.differs-from-order`).
 */
export async function saveDocument(ctx: Ctx, id: number, input: DocumentInput): Promise<SalesDocument> {
  const before = await editableDocument(ctx, id)
  if (before.state !== 'draft') throw new Refusal('sales.issued')
  const { lines: typed, discount: typedDiscount, version, ...given } = input
  const had = await SalesDocumentLine.of(ctx, id)
  const lines = typed ?? had.map(typedDocumentLine)
  const discount = typedDiscount === undefined ? discountOf(before) : typedDiscount
  const head = { ...before.toJSON(), ...definedOf(given) }

  const judged = await judgeDocument(ctx, { ...head, discount, lines })
  judged.refusals.push(...termsOfOrder(before, given), ...(await checkCase(ctx, head.caseId, head.contractorId)))
  const { paymentDays } = given
  const saved = await together(judged.refusals, async () =>
    save(
      ctx,
      salesDocument,
      id,
      {
        ...definedOf(given),
        ...(paymentDays !== undefined && { paymentDays: decimalOf(paymentDays) }),
        ...totalsOf(judged),
        version,
      },
      // Lines and sums only make sense with the head they were judged with.
      { merge: false },
    ),
  )
  await replaceLines(
    ctx,
    { of: salesDocument, before, saved },
    { model: SalesDocumentLine, parent: { documentId: id }, had, rows: documentLineRows(id, judged) },
  )
  return saved
}

/** Prices of order lines mean what the order's method says, and are owed by its contractor: neither is changed here. */
function termsOfOrder(before: SalesDocument, given: Partial<DocumentInput>): FieldRefusal[] {
  if (before.orderId === null) return []
  return (['contractorId', 'method'] as const)
    .filter((path) => given[path] !== undefined && given[path] !== before[path])
    .map((path) => ({ path, code: 'sales.differs-from-order' }))
}

function totalsOf({ computed, discount }: JudgedDocument) {
  return {
    discountType: discount?.type ?? null,
    discountValue: discount?.value ?? null,
    netMinor: decimalToMinor(computed?.total.net ?? '0'),
    taxMinor: decimalToMinor(computed?.total.tax ?? '0'),
    grossMinor: decimalToMinor(computed?.total.gross ?? '0'),
    dueMinor: decimalToMinor(computed?.due ?? '0'),
  }
}

const decimalOf = (days: number | null) => (days === null ? null : String(days))
