import type { Ctx } from '../../ctx.js'
import { reindex } from '../../search/index-record.js'
import { Contractor, contractor } from '../contractor.js'
import { compareAgain } from '../duplicates/keep-comparable.js'
import { keepCity } from '../parts/address.js'

/** Parts came to or left a contractor beside the services: its town, its words and its likeness follow. Nothing for one that is gone. */
export async function afterMove(ctx: Ctx, contractorId: number): Promise<void> {
  await keepCity(ctx, contractorId)
  await compareAgain(ctx, contractorId)
  const row = await Contractor.query(ctx.db).findById(contractorId)
  if (row) await reindex(ctx, contractor as never, row)
}
