import { action, editable, recordView, resource, type Ctx, type Presented } from '@berberis/sdk'
import { product } from '../entities/product.js'
import { unit } from '../entities/unit.js'
import { vatRateValue } from '../entities/vat-rate-value.js'
import { productForm } from '../forms/product.js'
import { unitForm } from '../forms/unit.js'
import { vatRateForm } from '../forms/vat-rate-value.js'
import { productList } from '../lists/products.js'
import { unitList } from '../lists/units.js'
import { vatRateList } from '../lists/vat-rate-values.js'
import type { Product } from '../models/product.js'
import { may } from '../permissions.js'
import { restoreProduct, withdrawProduct } from '../services/withdraw-product.js'
import { withId } from './path.js'

/** Goods and services; a withdrawal is a resource, made and taken back. */
export const products = resource(product, {
  list: productList,
  form: productForm,
  page: async (ctx, record, row) => ({ view: 'core/record-page', extras: await productPage(ctx, record, row) }),
  more: (app) => {
    app.post(
      '/:id/withdrawal',
      { schema: { params: withId, response: { 200: withId } }, config: { permission: may.editCatalogue } },
      async ({ ctx, params: { id } }, reply) => {
        await withdrawProduct(ctx, id)
        return reply.saved({ id }, `/sales/products/${id}`)
      },
    )
    app.delete(
      '/:id/withdrawal',
      { schema: { params: withId }, config: { permission: may.editCatalogue } },
      async ({ ctx, params: { id } }, reply) => {
        await restoreProduct(ctx, id)
        return reply.removed(`/sales/products/${id}`)
      },
    )
  },
})

export const units = resource(unit, { list: unitList, form: unitForm })

/** A value that was in force is never taken away; a change of law is one more. */
export const vatRates = resource(vatRateValue, { list: vatRateList, form: vatRateForm, remove: null })

async function productPage(ctx: Ctx, record: Presented, row: Product) {
  const view = await recordView(ctx, product, record, row)
  if (!(await editable(ctx, product, row))) return view
  const at = `${product.path}/${row.id}/withdrawal`
  const withdrawal = row.withdrawnAt
    ? action(ctx.t('sales.product.restore'), `${at}/removal`, { icon: 'rotate', post: true })
    : action(ctx.t('sales.product.withdraw'), at, {
        icon: 'archive',
        post: true,
        ask: ctx.t('sales.product.withdraw.ask'),
      })
  return { ...view, actions: [...view.actions, withdrawal] }
}
