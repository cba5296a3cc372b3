import { contact, seen, type Ctx } from '@berberis/sdk'

/** The e-mail address a contractor's documents go to unless somebody types another: the main one, else the first good one. */
export async function mainAddress(ctx: Ctx, contractorId: number): Promise<string | null> {
  const found = await seen(ctx, contact).where({ contractorId, kind: 'email' }).whereNull('invalidSince').orderBy('id')
  const best = found.find(({ main }) => Boolean(main)) ?? found[0]
  return best?.normal ?? null
}
