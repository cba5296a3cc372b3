import { foldedText } from '../attributes/value-rows.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_attribute_value'
const BATCH = 500

interface Row {
  readonly record_id: number
  readonly value: string
}

/** The folded form of texts, written for the values that are there. On MariaDB it may have been killed half way. */
export const attributeFolded: Migration = {
  name: '0012-attribute-folded',
  async up(db) {
    if (!(await db.schema.hasColumn(TABLE, 'folded')))
      await db.schema.alterTable(TABLE, (t) => void t.string('folded', 500).nullable())

    const types = await db('core_attribute_type').where('kind', 'text').pluck<number[]>('id')
    for (const type_id of types) {
      for (let last = 0; ;) {
        const rows = await db(TABLE)
          .where({ type_id })
          .where('record_id', '>', last)
          .orderBy('record_id')
          .limit(BATCH)
          .select<Row[]>('record_id', 'value')
        for (const { record_id, value } of rows)
          await db(TABLE)
            .where({ record_id, type_id })
            .update({ folded: foldedText(value) })
        if (rows.length < BATCH) break
        last = rows.at(-1)?.record_id ?? last
      }
    }
  },
  async down(db) {
    // Knex would make the table of SQLite anew, with row ids.
    await db.raw(`alter table ${TABLE} drop column folded`)
  },
}
