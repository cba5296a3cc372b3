import { present, seenOne, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { Handing } from '../models/handing.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { SalesDocumentRate } from '../models/sales-document-rate.js'
import { fromMicro } from '../quantity.js'
import { discountOf } from './typed-again.js'

/**
 * A document as both doors have it: fields, frozen sides, lines, sums per rate, and to whom it was handed. Sides and
 * rates of a draft are absent until it is issued. 404 when it may not be seen.
 */
export async function documentData(ctx: Ctx, id: number) {
  const row = await seenOne(ctx, salesDocument, id)
  const [presented] = await present(ctx, salesDocument, [row])
  if (!presented) throw new RangeError(`document ${id} was not presented`)
  const { discountType: _type, discountValue: _value, ...head } = presented

  return {
    ...head,
    discount: discountOf(row),
    seller: row.seller,
    buyer: row.buyer,
    exemptions: row.exemptions ?? [],
    contentHash: row.contentHash,
    issuerName: row.issuerName,
    lines: (await SalesDocumentLine.of(ctx, id)).map(lineData),
    rates: (await SalesDocumentRate.of(ctx, id)).map(({ vatCode, netMinor, taxMinor, grossMinor }) => ({
      vat: vatCode,
      netMinor,
      taxMinor,
      grossMinor,
    })),
    handings: (await Handing.of(ctx, id)).map(handingData),
  }
}

export type DocumentData = Awaited<ReturnType<typeof documentData>>

function lineData(line: SalesDocumentLine) {
  return {
    id: line.id,
    position: line.position,
    productId: line.productId,
    orderLineId: line.orderLineId,
    name: line.name,
    qty: fromMicro(line.qty),
    unit: line.unit,
    unitPrice: line.unitPrice,
    discount: discountOf(line),
    vatRate: line.vatRate,
    vat: line.vatCode,
    taxDay: line.taxDay,
    annex15: Boolean(line.annex15),
    gtu: line.gtu,
    valueMinor: line.valueMinor,
    lineDiscountMinor: line.lineDiscountMinor,
    documentShareMinor: line.documentShareMinor,
    totalMinor: line.totalMinor,
    taxMinor: line.taxMinor,
  }
}

/** A handing as the API has it; what was written stays with the mail. */
export function handingData({ id, address, attempt, state, reason, queuedAt, settledAt }: Handing) {
  return { id, to: address, attempt, state, reason, queuedAt, settledAt }
}

export type HandingData = ReturnType<typeof handingData>
