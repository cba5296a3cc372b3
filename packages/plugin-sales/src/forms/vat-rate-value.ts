import { form, place } from '@berberis/sdk'
import { vatRateValue } from '../entities/vat-rate-value.js'

export const vatRateForm = form('sales.vat-rate-value', {
  of: vatRateValue,
  groups: [{ key: '', fields: [place('rate', 2), place('code', 2), place('fromDay', 2)] }],
})
