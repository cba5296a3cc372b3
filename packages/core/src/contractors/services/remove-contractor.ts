import type { Ctx } from '../../ctx.js'
import { remove } from '../../entity/remove.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Undoable } from '../../plugin/routes.js'
import { contractor } from '../contractor.js'

const PARTS = new Set(['core.department', 'core.person', 'core.address', 'core.contact', 'core.bank-account'])

/** Removes a contractor, its parts with it, when nothing else refers to it: `core.contractor-referenced` with the count. */
export async function removeContractor(
  ctx: Ctx,
  id: number,
  version: { readonly version: number | undefined },
): Promise<Undoable> {
  await mustEdit(ctx, contractor, await seenOne(ctx, contractor, id))
  const count = await references(ctx, id)
  if (count > 0) throw new Refusal('core.contractor-referenced', { params: { count }, extra: { count } })

  return remove(ctx, contractor, id, version)
}

/** Records of any plugin whose description says that they point at a contractor. */
async function references(ctx: Ctx, id: number): Promise<number> {
  let count = 0
  for (const { entities = [] } of ctx.registry.plugins) {
    for (const one of entities.filter((each) => !PARTS.has(each.id))) {
      const columns = Object.entries(one.fields)
        .filter(([, field]) => field.of?.().id === contractor.id)
        .map(([name, field]) => one.model.propertyNameToColumnName(field.column ?? `${name}Id`))
      for (const column of columns) {
        const row: { n?: number | string } | undefined = await ctx
          .db(one.model.tableName)
          .where(column, id)
          .count({ n: 'id' })
          .first()
        count += Number(row?.n ?? 0)
      }
    }
  }
  return count
}
