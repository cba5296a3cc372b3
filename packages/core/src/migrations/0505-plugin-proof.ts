import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/**
 * Proofs of test instances that were brought here, and what became of each: approved, taken by a start, revoked. Kept for
 * ever: a proof is good once, and an earlier version that was approved may be put back.
 */
export const pluginProofTable: Migration = {
  name: '0505-plugin-proof',
  async up(db) {
    await db.schema.createTable('core_plugin_proof', (t) => {
      t.increments('id')
      t.string('plugin', 40).notNullable()
      t.string('version', 40).notNullable()
      t.string('checksum', 64).notNullable()
      t.string('name', 64).notNullable()
      textColumn(t, 'proof', 1_000_000).notNullable()
      instantColumn(t, 'brought_at').notNullable()
      t.integer('brought_by').unsigned().nullable()
      instantColumn(t, 'approved_at').nullable()
      t.integer('approved_by').unsigned().nullable()
      instantColumn(t, 'taken_at').nullable()
      instantColumn(t, 'revoked_at').nullable()
      t.unique(['name'], { indexName: 'core_plugin_proof_name' })
      t.index(['plugin', 'id'], 'core_plugin_proof_plugin')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_plugin_proof')
  },
}
