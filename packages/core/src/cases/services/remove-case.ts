import type { Ctx } from '../../ctx.js'
import { remove } from '../../entity/remove.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Undoable } from '../../plugin/undoable.js'
import { caseEntity } from '../case.js'

/** Removes a case in which nothing happened; otherwise `core.case-has-events` with the count. */
export async function removeCase(
  ctx: Ctx,
  id: number,
  version: { readonly version: number | undefined },
): Promise<Undoable> {
  await mustEdit(ctx, caseEntity, await seenOne(ctx, caseEntity, id))
  const row: { n?: number | string } | undefined = await ctx
    .db('core_event')
    .where({ case_id: id })
    .count({ n: 'id' })
    .first()
  const count = Number(row?.n ?? 0)
  if (count > 0) throw new Refusal('core.case-has-events', { params: { count }, extra: { count } })

  return remove(ctx, caseEntity, id, version)
}
