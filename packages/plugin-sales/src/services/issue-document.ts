import { daysBetween, Refusal, refuseFields, save, takeNumber, type Ctx } from '@berberis/sdk'
import type { ComputedDocument } from '../arithmetic/document.js'
import { contentHash } from '../content-hash.js'
import { salesDocument } from '../entities/sales-document.js'
import { invoiceIssuable, invoiceIssued } from '../hooks.js'
import { SalesDocument } from '../models/sales-document.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { SalesDocumentRate } from '../models/sales-document-rate.js'
import { may } from '../permissions.js'
import { invoiceNumbers } from '../series.js'
import { EXEMPT } from '../vat-rates.js'
import { buyerOf } from './buyer-of.js'
import { documentLineRows, documentRateRows } from './document-rows.js'
import { editableDocument } from './editable-document.js'
import { freezeDocument, type Days } from './freeze-document.js'
import { insertRows } from './insert-rows.js'
import { judgeDocument, type JudgedDocument } from './judge-document.js'
import { noteInCase } from './note-in-case.js'
import { refuseWithdrawn } from './refuse-withdrawn.js'
import { sameVersion } from './same-version.js'
import { lockOrderParts, takeOrderParts } from './take-order-parts.js'
import { discountOf, typedDocumentLine } from './typed-again.js'

/**
 * Issues a draft in the caller's transaction: computes it anew, freezes both sides, takes its parts of the order, asks
 * `invoiceIssuable`, and takes the number last. Anything that says no leaves no trace and no gap. Issued already → the
 * same document. Refusals: `sales.empty-document`, `sales.future-date`, `sales.no-buyer-tax-id`, `sales.no-seller`,
 * `sales.no-exemption-basis`, `sales.more-than-ordered`, `sales.withdrawn-product`, `sales.no-vat-rate`,
 * 403 naming `sales.backdate`, 409 `core.conflict` for a stale `version`.
 */
export async function issueDocument(
  ctx: Ctx,
  id: number,
  { version }: { version?: number } = {},
): Promise<SalesDocument> {
  const draft = await editableDocument(ctx, id)
  if (draft.state === 'issued') return draft
  sameVersion(draft, version)
  const issuedOn = judgeDay(ctx, draft)
  const days = { issuedOn, soldOn: draft.soldOn ?? issuedOn }
  const kept = await SalesDocumentLine.of(ctx, id)
  if (kept.length === 0) throw new Refusal('sales.empty-document')

  await lockOrderParts(ctx, draft.orderId, kept)
  await refuseWithdrawn(
    ctx,
    kept.map(({ productId, orderLineId }) => ({ productId: orderLineId === null ? productId : null })),
  )
  const judged = await computeAgain(ctx, draft, days, kept)
  const buyer = await buyerOf(ctx, draft.contractorId)
  const { parties, fields } = await freezeDocument(ctx, draft, { ...judged, ...days, buyer })
  await takeOrderParts(ctx, draft.orderId, judged.lines)
  const rows = await writeContent(ctx, id, judged)
  await ctx.check(invoiceIssuable, { document: draft, lines: kept })

  const { number, ordinal, period } = await takeNumber(ctx, invoiceNumbers, issuedOn)
  const content = { kind: draft.kind, number, ...parties, ...fields, lines: rows, rates: judged.computed.rates }
  await SalesDocument.query(ctx.db)
    .findById(id)
    .patch({
      ...parties,
      series: invoiceNumbers.id,
      period,
      ordinal,
      contentHash: contentHash(content),
      issuedBy: ctx.operator?.id ?? null,
      issuerName: ctx.operator?.name ?? null,
    })
  const issued = await save(ctx, salesDocument, id, {
    ...fields,
    version: draft.version,
    state: 'issued',
    number,
    issuedAt: ctx.now(),
  })
  const told = { key: 'sales.document.event', params: { number } }
  await noteInCase(ctx, { type: 'invoice-issued', of: 'sales.document', record: draft, ...told })
  await ctx.announce(invoiceIssued, { documentId: id })
  return issued
}

/** Today unless the draft asks for an earlier day, which needs `sales.backdate`; a later one is `sales.future-date`. */
function judgeDay(ctx: Ctx, { issuedOn }: SalesDocument): string {
  const today = ctx.today()
  if (issuedOn === null) return today
  const late = daysBetween(issuedOn, today)
  if (late < 0) throw refuseFields([{ path: 'issuedOn', code: 'sales.future-date' }])
  if (late > 0) ctx.must(may.backdate)
  return issuedOn
}

type Sound = JudgedDocument & { readonly computed: ComputedDocument }

/** The lines once more with the codes of the tax day; what changed in law or catalogue since the draft is told here. */
async function computeAgain(
  ctx: Ctx,
  draft: SalesDocument,
  days: Days,
  kept: readonly SalesDocumentLine[],
): Promise<Sound> {
  const { method, vatRounding, language, orderId } = draft
  const lines = kept.map(typedDocumentLine)
  const about = { method, vatRounding, language, orderId, ...days, discount: discountOf(draft), lines }
  const judged = await judgeDocument(ctx, about)
  const unfounded = judged.lines.filter(({ vatCode, exemptionBasis }) => vatCode === EXEMPT && !exemptionBasis)
  const refusals = [
    ...judged.refusals,
    ...unfounded.map(({ at }) => ({ path: `lines.${at}.vatRate`, code: 'sales.no-exemption-basis' })),
  ]
  const { computed } = judged
  if (refusals.length > 0 || !computed) throw refuseFields(refusals)
  return { ...judged, computed }
}

async function writeContent(ctx: Ctx, documentId: number, judged: Sound) {
  const rows = documentLineRows(documentId, judged)
  await SalesDocumentLine.query(ctx.db).delete().where({ documentId })
  await insertRows(ctx, SalesDocumentLine, rows)
  await insertRows(ctx, SalesDocumentRate, documentRateRows(documentId, judged))
  return rows
}
