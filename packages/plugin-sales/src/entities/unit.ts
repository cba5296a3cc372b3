import { entity, number, text, type Ctx, type FieldRefusal } from '@berberis/sdk'
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
  rules: async (ctx, { before, after }) => {
    const refusals: FieldRefusal[] = []
    const places = Number(after.places)
    if (!(places >= 0 && places <= 3)) refusals.push({ path: 'places', code: 'sales.bad-places' })
    if (await codeTaken(ctx, String(after.code), before?.id)) refusals.push({ path: 'code', code: 'sales.code-taken' })
    return refusals
  },
})

async function codeTaken(ctx: Ctx, code: string, id: unknown): Promise<boolean> {
  const twin = await Unit.query(ctx.db).findOne({ code })
  return twin !== undefined && twin.id !== id
}
