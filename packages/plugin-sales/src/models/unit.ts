import { Recorded } from '@berberis/sdk'

/** A unit of measure: `szt`, `h` … */
export class Unit extends Recorded {
  static override tableName = 'sales_unit'

  declare code: string
  declare codeKey: string
  declare namePl: string
  declare nameEn: string
  /** Digits after the point a quantity may have, 0–3. */
  declare places: number
}
