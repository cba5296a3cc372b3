import { seen, type Ctx } from '@berberis/sdk'
import { flat } from '../entity.js'

/** How many flats a contractor lives in, of those the reader may see. */
export async function countFlats(
  ctx: Ctx,
  { contractor }: { readonly contractor: { readonly id: number } },
): Promise<number> {
  return seen(ctx, flat).where({ tenantId: contractor.id }).resultSize()
}
