import type { Ctx } from '../ctx.js'

/** What else finds a contractor, by its id (spec-core §8): e-mails, phones, towns, and names of those merged into it. */
export async function contractorWords(ctx: Ctx, id: number): Promise<readonly string[]> {
  const contacts = await ctx.db('core_contact').where({ contractor_id: id }).select('value', 'normal')
  const addresses = await ctx.db('core_address').where({ contractor_id: id }).select('city')
  const merged = await ctx.db('core_contractor_merge').where({ keep_id: id }).select('take_name')
  const parts = [...contacts, ...addresses, ...merged] as readonly Record<string, string | null>[]

  return parts.flatMap((part) => Object.values(part)).filter((word) => word !== null)
}
