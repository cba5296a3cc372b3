import { Model, type Ctx } from '@berberis/sdk'
import type { VatRateKey } from '../vat-rates.js'

/** A line of a document. Amounts are grosze on the document's method; quantities whole millionths. */
export class SalesDocumentLine extends Model {
  static override tableName = 'sales_document_line'

  declare documentId: number
  declare position: number
  declare productId: number | null
  /** The order line it invoices a part of; its price and discount are then that line's. */
  declare orderLineId: number | null
  declare name: string
  declare qty: number
  declare unit: string
  /** Decimal string of at most 8 places, net or gross by the document's method. */
  declare unitPrice: string
  declare discountType: 'percent' | 'amount' | null
  declare discountValue: string | null
  declare vatRate: VatRateKey
  declare vatCode: string
  /** The day the code was looked up for. */
  declare taxDay: string
  declare annex15: boolean
  declare gtu: string | null
  declare exemptionBasis: string | null
  /** What of the discount of the whole order goes with this part. */
  declare orderShareMinor: number
  declare valueMinor: number
  declare lineDiscountMinor: number
  /** All discounts of the whole order and document that fell on this line. */
  declare documentShareMinor: number
  declare totalMinor: number
  /** Only when VAT is rounded per line. */
  declare taxMinor: number | null

  /** The lines of one document, in their order. Who may see the document may see them; ask for the document first. */
  static async of(ctx: Ctx, documentId: number): Promise<SalesDocumentLine[]> {
    return SalesDocumentLine.query(ctx.db).where('documentId', documentId).orderBy('position')
  }
}
