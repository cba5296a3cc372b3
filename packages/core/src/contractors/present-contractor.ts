import type { Ctx } from '../ctx.js'
import { present, type Presented } from '../entity/present.js'
import { seenOne } from '../entity/seen.js'
import { contractor, type Contractor } from './contractor.js'

/** A contractor as both doors have it, with its attributes. 404 when it may not be seen. */
export async function presentContractor(
  ctx: Ctx,
  id: number,
): Promise<{ readonly row: Contractor; readonly record: Presented }> {
  const row = await seenOne(ctx, contractor, id)
  const [record] = await present(ctx, contractor, [row], { attributes: true })
  if (record === undefined) throw new Error(`contractor ${id} was read and is gone`)
  return { row, record }
}
