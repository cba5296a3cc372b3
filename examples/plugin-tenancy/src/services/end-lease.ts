import { save, seenOne, type Ctx } from '@berberis/sdk'
import { flat } from '../entity.js'
import type { Flat } from '../model.js'

/** The tenant has moved out. Ending a lease that has ended already changes nothing. */
export async function endLease(ctx: Ctx, id: number): Promise<Flat> {
  const row = await seenOne(ctx, flat, id)
  if (row.tenantId === null) return row

  return save(ctx, flat, id, { version: row.version, tenantId: null, leaseEndsOn: null, talkedOn: null })
}
