import type { Ctx } from '../../ctx.js'
import type { ListView } from '../../ui/views.js'
import { hrefWith, type Address } from '../address.js'
import type { ListQuery } from '../read-query.js'
import { actionsOf } from './actions.js'

/** While something is left out of the address there are more rows than somebody asked for: then nothing is done to them. */
export function bulkOf(
  ctx: Ctx,
  { list, view, setAside, faults, broken }: ListQuery,
  address: Address,
  base: string,
): ListView['bulk'] {
  if (setAside.length + faults.length + broken.length > 0) return null
  const actions = actionsOf(ctx, list).map(({ action: { key, icon = null, danger = false }, label }) => ({
    key,
    label,
    icon,
    danger,
  }))
  if (actions.length === 0) return null
  const filter = hrefWith('', address, { view: view?.key ?? null }).slice(1)
  return { entity: list.of.id, filter, back: hrefWith(base, address, {}), actions }
}
