import { Recorded } from '@berberis/sdk'
import type { VatRateKey } from '../vat-rates.js'

/** From this day on the rate has this code; the next value ends it. */
export class VatRateValue extends Recorded {
  static override tableName = 'sales_vat_rate_value'

  declare rate: VatRateKey
  /** Local day. */
  declare fromDay: string
  declare code: string
}
