import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'

/** Of what else finds a contractor: the table, the column that names it and those that are read. */
const PLACES = [
  { table: 'core_contact', of: 'contractor_id', read: ['value', 'normal'] },
  { table: 'core_address', of: 'contractor_id', read: ['city'] },
  { table: 'core_contractor_merge', of: 'keep_id', read: ['take_name'] },
] as const

/** What else finds contractors, by their ids (spec-core §8): e-mails, phones, towns, and names of those merged into them. */
export async function contractorWords(
  ctx: Ctx,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const words = new Map<number, string[]>(ids.map((id) => [id, []]))
  for (const part of inParts(ids))
    for (const { table, of, read } of PLACES) {
      const rows: Record<string, string | null>[] = await ctx
        .db(table)
        .whereIn(of, part)
        .orderBy('id')
        .select(`${of} as of_id`, ...read)
      for (const { of_id, ...said } of rows)
        words.get(Number(of_id))?.push(...Object.values(said).filter((word) => word !== null))
    }
  return words
}
