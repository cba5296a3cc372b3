import { column, list, view } from '@berberis/sdk'
import { vatRateValue } from '../entities/vat-rate-value.js'

/** What each VAT rate came to and from which day, newest first. */
export const vatRateList = list('sales.vat-rates', {
  of: vatRateValue,
  columns: [column('rate', { phone: 'title' }), column('code', { phone: 'end' }), column('fromDay', { phone: 'sub' })],
  views: [view('all', {}, '-fromDay')],
  sort: '-fromDay',
})
