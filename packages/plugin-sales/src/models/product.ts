import { Recorded } from '@berberis/sdk'
import type { VatRateKey } from '../vat-rates.js'

/** A product or a service of the catalogue. */
export class Product extends Recorded {
  static override tableName = 'sales_product'

  declare kind: 'product' | 'service'
  declare code: string
  declare codeKey: string
  declare ean: string | null
  declare namePl: string
  declare namePlKey: string
  declare nameEn: string | null
  declare unitId: number
  declare vatRate: VatRateKey
  /** Net price in PLN of one unit, whole ten-thousandths; null: asked for each time. */
  declare price: number | null
  declare annex15: boolean
  declare gtu: string | null
  declare exemptionBasis: string | null
  declare note: string | null
  /** UTC instant; no longer sold, still on old documents. */
  declare withdrawnAt: string | null
}
