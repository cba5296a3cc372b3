import { column, list, view } from '@berberis/sdk'
import { product } from '../entities/product.js'

/** The catalogue. Opens on what is sold; programs get withdrawn ones too. */
export const productList = list('sales.products', {
  of: product,
  columns: [
    column('code', { phone: 'sub' }),
    column('namePl', { phone: 'title' }),
    column('kind'),
    column('unit'),
    column('price', { cell: 'sales/price-cell', phone: 'end' }),
    column('vatRate', { phone: 'end2' }),
    column('ean', { off: true }),
    column('nameEn', { off: true }),
    column('annex15', { off: true }),
    column('withdrawnAt', { off: true }),
  ],
  filters: ['kind', 'vatRate', 'unit', 'price', 'annex15', 'withdrawnAt'],
  views: [
    view('sold', { 'withdrawnAt.empty': 'yes' }, 'code'),
    view('services', { kind: 'service', 'withdrawnAt.empty': 'yes' }, 'code'),
    view('withdrawn', { 'withdrawnAt.empty': 'no' }, 'code'),
    view('all', {}, 'code'),
  ],
  sort: 'code',
})
