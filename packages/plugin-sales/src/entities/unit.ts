import { entity, number, Refusal, text, type Change, type Ctx, type FieldRefusal } from '@berberis/sdk'
import { Product } from '../models/product.js'
import { Unit } from '../models/unit.js'
import { may } from '../permissions.js'

/** Units of measure. Code and places are changed only while no product uses the unit (409 `sales.unit-in-use`). */
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
})

async function unitRules(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const touched = changed.has('code') || changed.has('places')
  if (before && touched && (await Product.query(ctx.db).findOne({ unitId: Number(before.id) }))) {
    throw new Refusal('sales.unit-in-use', { status: 409 })
  }
  const places = Number(after.places)
  const twin = await Unit.query(ctx.db).findOne({ code: String(after.code) })
  return [
    ...(places >= 0 && places <= 3 ? [] : [{ path: 'places', code: 'sales.bad-places' }]),
    ...(twin && twin.id !== before?.id ? [{ path: 'code', code: 'sales.code-taken' }] : []),
  ]
}
