import { choice, entity, instant, longText, number, ref, text, yesNo } from '@berberis/sdk'
import { Product } from '../models/product.js'
import { may } from '../permissions.js'
import { productRules } from '../services/product-rules.js'
import { vatRateKeys } from '../vat-rates.js'
import { unit } from './unit.js'

export const gtuCodes = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'] as const

/** Goods and services. One that was used is withdrawn, never deleted: it stays on old documents and is in no picker. */
export const product = entity('sales.product', {
  model: Product,
  path: '/sales/products',
  icon: 'box',
  read: may.readCatalogue,
  edit: may.editCatalogue,
  label: (row) => `${row.code} ${row.namePl}`,
  sortBy: 'codeKey',
  attributable: true,
  importBy: ['id', 'code'],
  pickable: { withdrawnAt: null },
  fields: {
    kind: choice(
      [
        { key: 'product', label: 'sales.product.kind.product', hue: 'blue' },
        { key: 'service', label: 'sales.product.kind.service', hue: 'violet' },
      ],
      { required: true, default: 'product' },
    ),
    code: text({ maxLength: 40, required: true, search: 'title' }),
    namePl: text({ required: true, search: 'title' }),
    nameEn: text({ sortKey: false, sort: false, search: 'text' }),
    ean: text({ maxLength: 14, sortKey: false, sort: false, search: 'text' }),
    unit: ref(() => unit, { required: true }),
    vatRate: choice(
      vatRateKeys.map((key) => ({ key, label: `sales.vat-rate.${key}` })),
      { required: true, default: 'standard' },
    ),
    price: number({ places: 4, shownPlaces: 2, hint: 'sales.product.price.hint' }),
    annex15: yesNo({ hint: 'sales.product.annex15.hint', default: false }),
    gtu: choice(
      gtuCodes.map((key) => ({ key, label: `sales.gtu.${key}` })),
      {},
    ),
    exemptionBasis: text({ sortKey: false, sort: false, hint: 'sales.product.exemptionBasis.hint' }),
    note: longText(),
    withdrawnAt: instant({ readonly: true }),
  },
  derive: (row) => ({ codeInUse: row.withdrawnAt == null ? row.code : null }),
  rules: productRules,
})
