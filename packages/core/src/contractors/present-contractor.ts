import type { Ctx } from '../ctx.js'
import { present, type Presented } from '../entity/present.js'
import { seenByIds } from '../entity/seen.js'
import { notFound } from '../plugin/refusal.js'
import { contractor, type Contractor } from './contractor.js'
import { leadOn } from './merging/merged-into.js'

/** A contractor one may see; 308 to where it is now when it was merged into another one, else 404. */
export async function seenContractor(ctx: Ctx, id: number): Promise<Contractor> {
  const [row] = await seenByIds(ctx, contractor, [id])
  if (row) return row
  await leadOn(ctx, id)
  throw notFound()
}

/** A contractor as both doors have it, with its attributes; 308 and 404 as `seenContractor`. */
export async function presentContractor(
  ctx: Ctx,
  id: number,
): Promise<{ readonly row: Contractor; readonly record: Presented }> {
  const row = await seenContractor(ctx, id)
  const [record] = await present(ctx, contractor, [row], { attributes: true })
  if (record === undefined) throw new Error(`contractor ${id} was read and is gone`)
  return { row, record }
}
