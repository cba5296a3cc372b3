import type { Migration } from '@berberis/sdk'
import { units } from './0001-units.js'
import { vatRateValues } from './0002-vat-rate-values.js'
import { products } from './0003-products.js'
import { orders } from './0004-orders.js'
import { orderLines } from './0005-order-lines.js'
import { documents } from './0006-documents.js'
import { documentLines } from './0007-document-lines.js'
import { documentRates } from './0008-document-rates.js'
import { documentFiles } from './0009-document-files.js'
import { handings } from './0010-handings.js'

export const migrations: readonly Migration[] = [
  units,
  vatRateValues,
  products,
  orders,
  orderLines,
  documents,
  documentLines,
  documentRates,
  documentFiles,
  handings,
]
