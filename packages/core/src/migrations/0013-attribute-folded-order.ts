import type { Migration } from '../plugin/migrations.js'

const INDEX = 'core_attribute_value_folded'

/** The beginning of a text is a range of it, and a fragment is looked for in it rather than in the whole table. */
export const attributeFoldedOrder: Migration = {
  name: '0013-attribute-folded-order',
  async up(db) {
    await db.schema.alterTable('core_attribute_value', (t) => void t.index(['type_id', 'folded', 'record_id'], INDEX))
  },
  async down(db) {
    await db.schema.alterTable('core_attribute_value', (t) => void t.dropIndex([], INDEX))
  },
}
