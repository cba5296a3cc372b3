import { Refusal, save, seenOne, type Ctx } from '@berberis/sdk'
import { flat } from '../entity.js'
import type { Flat } from '../model.js'

interface Lease {
  readonly tenantId: number
  /** Last day, a local day. */
  readonly until: string
}

/**
 * Lets a flat to a contractor. Refused when somebody lives there (`tenancy.flat-is-let`) or when the last day is over
 * (`tenancy.lease-in-the-past`). That the flat may be edited, the contractor seen and the day exists is judged by `save`.
 */
export async function letFlat(ctx: Ctx, id: number, { tenantId, until }: Lease): Promise<Flat> {
  const row = await seenOne(ctx, flat, id)
  if (row.tenantId !== null) throw new Refusal('tenancy.flat-is-let')
  if (until < ctx.today())
    throw new Refusal('tenancy.lease-in-the-past', { fields: [{ path: 'until', code: 'tenancy.lease-in-the-past' }] })

  return save(ctx, flat, id, { version: row.version, tenantId, leaseEndsOn: until, talkedOn: null })
}
