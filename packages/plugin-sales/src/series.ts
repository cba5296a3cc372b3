import { series } from '@berberis/sdk'
import { may } from './permissions.js'

/** Numbers of placed orders; drafts have none. */
export const orderNumbers = series('sales.order', {
  pattern: 'ZAM/{N}/{MM}/{YYYY}',
  reset: 'month',
  edit: may.editSeries,
})

/** Numbers of VAT invoices, without a gap in each month of issue. */
export const invoiceNumbers = series('sales.invoice', {
  pattern: 'FV/{N}/{MM}/{YYYY}',
  reset: 'month',
  edit: may.editSeries,
})
