import { form, place } from '@berberis/sdk'
import { product } from '../entities/product.js'

/** A product or a service; attributes follow by themselves. */
export const productForm = form('sales.product', {
  of: product,
  groups: [
    {
      key: '',
      fields: [
        place('kind', 2, { as: 'chips' }),
        place('code', 2),
        place('ean', 2, { when: { field: 'kind', is: ['product'] } }),
        place('namePl', 6),
        place('nameEn', 6),
      ],
    },
    { key: 'price', fields: [place('unit', 2), place('price', 2), place('vatRate', 2)] },
    {
      key: 'marks',
      fields: [place('annex15', 3), place('gtu', 3), place('exemptionBasis', 6), place('note', 6, { rows: 3 })],
    },
  ],
  another: true,
})
