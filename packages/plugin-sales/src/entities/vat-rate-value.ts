import { choice, day, entity } from '@berberis/sdk'
import { VatRateValue } from '../models/vat-rate-value.js'
import { may } from '../permissions.js'
import { vatCodes, vatRateKeys } from '../vat-rates.js'

/** Dated codes of the VAT rates. One value per rate and day: a second one is refused with `sales.rate-day-taken`. */
export const vatRateValue = entity('sales.vat-rate-value', {
  model: VatRateValue,
  path: '/sales/vat-rates',
  icon: 'percentage',
  read: may.readCatalogue,
  edit: may.editVatRates,
  label: (row) => `${row.rate} ${row.code} ${row.fromDay}`,
  part: true,
  fields: {
    rate: choice(
      vatRateKeys.map((key) => ({ key, label: `sales.vat-rate.${key}` })),
      { required: true },
    ),
    fromDay: day({ required: true }),
    code: choice(
      vatCodes.map((key) => ({ key, label: `sales.vat-code.${key.replaceAll(' ', '-')}` })),
      { required: true },
    ),
  },
  rules: async (ctx, { before, after }) => {
    const twin = await VatRateValue.query(ctx.db).findOne({ rate: String(after.rate), fromDay: String(after.fromDay) })
    return twin && twin.id !== before?.id ? [{ path: 'fromDay', code: 'sales.rate-day-taken' }] : []
  },
})
