import type { Knex } from 'knex'
import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'
import { kindOf } from '../search/kind.js'

const TABLE = 'core_search_hit'
const NEXT = 'core_search_hit_next'
/** Records whose hits are taken over by one statement, so that none takes long. */
const AT_A_TIME = 10_000

/**
 * A hit says whose it is, so that the hits of one kind of record are counted, and its records found, without reading
 * them. The table is made anew: its key begins otherwise. On MariaDB a step may be run again after any of its statements.
 */
export const searchHitKind: Migration = {
  name: '0014-search-hit-kind',
  async up(db) {
    await replaced(db, 'kind', async () => {
      await createClusteredTable(db, NEXT, (t) => {
        t.integer('word_id').unsigned().notNullable()
        t.integer('kind').unsigned().notNullable()
        t.integer('search_id').unsigned().notNullable()
        t.integer('record_id').unsigned().notNullable()
        t.primary(['word_id', 'kind', 'search_id'], 'core_search_hit_by_kind')
        t.index(['search_id'], 'core_search_hit_of')
      })
      for (const entity of await db('core_search_record').distinct().pluck<string[]>('entity'))
        await inSteps(db, (from, to) =>
          db.raw(
            `insert into ${NEXT} (word_id, kind, search_id, record_id) select h.word_id, ?, h.search_id, r.record_id from ${TABLE} h join core_search_record r on r.id = h.search_id where r.entity = ? and r.id > ? and r.id <= ?`,
            [kindOf(entity), entity, from, to],
          ),
        )
    })
  },
  async down(db) {
    await replaced(db, null, async () => {
      await createClusteredTable(db, NEXT, (t) => {
        t.integer('word_id').unsigned().notNullable()
        t.integer('search_id').unsigned().notNullable()
        t.primary(['word_id', 'search_id'], 'core_search_hit_pk')
        t.index(['search_id'], 'core_search_hit_record')
      })
      await inSteps(db, (from, to) =>
        db.raw(
          `insert into ${NEXT} (word_id, search_id) select word_id, search_id from ${TABLE} where search_id > ? and search_id <= ?`,
          [from, to],
        ),
      )
    })
  },
}

/** Puts the table that `make` makes in the place of the old one, unless that was done already: it has the column, or lacks it. */
async function replaced(db: Knex, column: 'kind' | null, make: () => Promise<void>): Promise<void> {
  if (await db.schema.hasTable(TABLE)) {
    if ((await db.schema.hasColumn(TABLE, 'kind')) === (column === 'kind')) return
    await db.schema.dropTableIfExists(NEXT)
    await make()
    await db.schema.dropTable(TABLE)
  }
  await db.schema.renameTable(NEXT, TABLE)
}

async function inSteps(db: Knex, step: (from: number, to: number) => Promise<unknown>): Promise<void> {
  const [row] = await db('core_search_record').max({ last: 'id' })
  const last = Number((row as { last: number | null } | undefined)?.last ?? 0)
  for (let from = 0; from < last; from += AT_A_TIME) await step(from, from + AT_A_TIME)
}
