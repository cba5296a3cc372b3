import type { Ctx } from '../../ctx.js'
import { save, type Saved } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { contractor, type Contractor } from '../contractor.js'
import { refuseDuplicates } from './candidates.js'

/**
 * Changes a contractor as `save` does; when its name or NIP changed and it looks like another one now, 422
 * `core.possible-duplicate` unless `acceptDuplicates`.
 */
export async function saveContractor(
  ctx: Ctx,
  id: number,
  { acceptDuplicates, ...values }: Saved & { readonly acceptDuplicates?: boolean },
): Promise<Contractor> {
  const before = await seenOne(ctx, contractor, id)
  const after = await save(ctx, contractor, id, values)
  const renamed = before.displayName !== after.displayName || before.taxId !== after.taxId
  if (renamed) await refuseDuplicates(ctx, after, { accept: acceptDuplicates })

  return after
}
