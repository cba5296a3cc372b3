import { entity, number, Refusal, text, type Change, type Ctx, type FieldRefusal } from '@berberis/sdk'
import { OrderLine } from '../models/order-line.js'
import { Product } from '../models/product.js'
import { SalesDocumentLine } from '../models/sales-document-line.js'
import { Unit } from '../models/unit.js'
import { may } from '../permissions.js'

/**
 * Units of measure. Code and places are changed, and the unit is removed, only while nothing uses it: no product and no
 * line of an order or a document, which keep its code (409 `sales.unit-in-use`).
 */
export const unit = entity('sales.unit', {
  model: Unit,
  path: '/sales/units',
  icon: 'ruler-2',
  read: may.readCatalogue,
  edit: may.editCatalogue,
  label: (row) => row.code,
  sortBy: 'codeKey',
  fields: {
    code: text({ maxLength: 20, required: true, search: 'title' }),
    namePl: text({ maxLength: 60, required: true, sortKey: false, sort: false }),
    nameEn: text({ maxLength: 60, required: true, sortKey: false, sort: false }),
    places: number({ places: 0, required: true, default: '0' }),
  },
  rules: unitRules,
  written: async (ctx, { before, after }) => {
    if (before && !after) await mustBeUnused(ctx, before)
  },
})

async function unitRules(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const touched = changed.has('code') || changed.has('places')
  if (before && touched) await mustBeUnused(ctx, before)
  const places = Number(after.places)
  const twin = await Unit.query(ctx.db).findOne({ code: String(after.code) })
  return [
    ...(places >= 0 && places <= 3 ? [] : [{ path: 'places', code: 'sales.bad-places' }]),
    ...(twin && twin.id !== before?.id ? [{ path: 'code', code: 'sales.code-taken' }] : []),
  ]
}

async function mustBeUnused(ctx: Ctx, { id, code }: { readonly id?: unknown; readonly code?: unknown }): Promise<void> {
  const unit = String(code)
  const used =
    (await Product.query(ctx.db).findOne({ unitId: Number(id) })) ??
    (await OrderLine.query(ctx.db).findOne({ unit })) ??
    (await SalesDocumentLine.query(ctx.db).findOne({ unit }))
  if (used) throw new Refusal('sales.unit-in-use', { status: 409 })
}
