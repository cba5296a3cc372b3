import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import { Person } from '../parts/person.js'

/** A chain of rows, of merges or of a person's firms, that is followed. */
const FURTHEST = 50

/** Contractors that were merged into this one, also by way of others: the trail still knows what they were. */
export async function takenInto(ctx: Ctx, id: number): Promise<readonly number[]> {
  const found = new Set<number>()
  let next: readonly number[] = [id]
  for (let step = 0; step < FURTHEST && next.length > 0; step += 1) {
    const taken = await ctx
      .db('core_contractor_merge')
      .whereIn('keep_id', [...next])
      .pluck<number[]>('take_id')
    next = taken.filter((one) => !found.has(one))
    for (const one of next) found.add(one)
  }
  return [...found]
}

/** The rows of one human, in the order of their ids: the one asked for, those he had before it, and those after. */
export async function sameHuman(ctx: Ctx, id: number): Promise<readonly Person[]> {
  const found = new Map<number, Person>()
  let next: readonly number[] = [id]
  for (let step = 0; step < FURTHEST && next.length > 0; step += 1) {
    const rows = await Person.query(ctx.db)
      .whereIn('id', [...next])
      .orWhereIn('former_id', [...next])
    const fresh = rows.filter((row) => !found.has(row.id))
    for (const row of fresh) found.set(row.id, row)
    next = fresh.flatMap((row) => (row.formerId === null ? [row.id] : [row.id, row.formerId]))
  }
  return [...found.values()].sort((a, b) => a.id - b.id)
}

/** What lies in the bin of these records and their parts goes; change sets and merges that bear the name bear the new one. */
export async function emptyBin(ctx: Ctx, entity: string, ids: readonly number[], label: string): Promise<void> {
  for (const some of inParts(ids)) {
    const parts: { part: string; part_id: number }[] = await ctx
      .db('core_audit')
      .where({ entity })
      .whereIn('record', some)
      .whereNotNull('part_id')
      .distinct('part', 'part_id')
    await ctx.db('core_bin').where({ entity }).whereIn('record', some).delete()
    for (const part of new Set(parts.map((one) => one.part))) {
      const records = parts.filter((one) => one.part === part).map((one) => one.part_id)
      for (const few of inParts(records)) {
        await ctx.db('core_bin').where({ entity: part }).whereIn('record', few).delete()
        await ctx.db('core_change_set').where({ entity: part }).whereIn('record', few).update({ label })
      }
    }
    await ctx.db('core_change_set').where({ entity }).whereIn('record', some).update({ label })
    if (entity === 'core.contractor')
      await ctx.db('core_contractor_merge').whereIn('take_id', some).update({ take_name: label })
  }
}
