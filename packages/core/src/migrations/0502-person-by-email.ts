import type { Migration } from '../plugin/migrations.js'

/** Whoever writes from outside is known by his e-mail, also when it is that of somebody who works for the firm. */
export const personByEmail: Migration = {
  name: '0502-person-by-email',
  async up(db) {
    await db.schema.alterTable('core_person', (table) => {
      table.index(['email'], 'core_person_by_email')
    })
  },
  async down(db) {
    await db.schema.alterTable('core_person', (table) => {
      table.dropIndex(['email'], 'core_person_by_email')
    })
  },
}
