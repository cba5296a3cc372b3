import type { Ctx } from '../../ctx.js'
import { remove } from '../../entity/remove.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { Refusal } from '../../plugin/refusal.js'
import { contractor } from '../contractor.js'
import { pointingAt } from '../merging/pointing-at.js'

const PARTS = new Set(['core.department', 'core.person', 'core.address', 'core.contact', 'core.bank-account'])

/** Removes a contractor, its parts with it, when nothing else refers to it: `core.contractor-referenced` with the counts by entity. */
export async function removeContractor(
  ctx: Ctx,
  id: number,
  version: { readonly version: number | undefined },
): Promise<{ readonly changeSetId: number }> {
  await mustEdit(ctx, contractor, await seenOne(ctx, contractor, id))
  const counts = await references(ctx, id)
  const count = Object.values(counts).reduce((sum, n) => sum + n, 0)
  if (count > 0) throw new Refusal('core.contractor-referenced', { params: { count }, extra: { count, counts } })

  return remove(ctx, contractor, id, version)
}

/** Records of any plugin whose description says that they point at a contractor, counted by entity; none is left out. */
async function references(ctx: Ctx, id: number): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const { entity, column } of pointingAt(ctx, contractor).filter((each) => !PARTS.has(each.entity.id))) {
    const row: { n?: number | string } | undefined = await ctx
      .db(entity.model.tableName)
      .where(column, id)
      .count({ n: 'id' })
      .first()
    const n = Number(row?.n ?? 0)
    if (n > 0) counts[entity.id] = (counts[entity.id] ?? 0) + n
  }
  return counts
}
