import { pairRows } from '../contractors/duplicates/pair-rows.js'
import { reducedName } from '../contractors/duplicates/reduced-name.js'
import { insertMany } from '../db/bulk.js'
import type { Migration } from '../plugin/migrations.js'

const BATCH = 500

/** Reduced names and letter pairs of the contractors that are there. Begun anew where it was killed half way. */
export const contractorPairs: Migration = {
  name: '0404-contractor-pairs',
  async up(db) {
    await db('core_contractor_pair').delete()
    for (let last = 0; ;) {
      const rows = await db('core_contractor')
        .where('id', '>', last)
        .orderBy('id')
        .limit(BATCH)
        .select<{ id: number; display_name: string }[]>('id', 'display_name')
      const named = rows.map(({ id, display_name }) => ({ id, reduced: reducedName(display_name) }))
      for (const { id, reduced } of named) await db('core_contractor').where({ id }).update({ reduced_name: reduced })
      await insertMany(
        db,
        'core_contractor_pair',
        named.flatMap(({ id, reduced }) => pairRows(id, reduced)),
      )
      if (rows.length < BATCH) return
      last = rows.at(-1)?.id ?? last
    }
  },
  async down(db) {
    await db('core_contractor_pair').delete()
  },
}
