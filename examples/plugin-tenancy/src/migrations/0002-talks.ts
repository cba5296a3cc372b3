import { dayColumn, type Migration } from '@berberis/sdk'

/** One structural change each: MariaDB cannot take back half of a migration. */
export const talks: Migration = {
  name: '0002-talks',
  async up(db) {
    await db.schema.alterTable('tenancy_flat', (t) => {
      dayColumn(t, 'talked_on').nullable()
    })
  },
  async down(db) {
    await db.schema.alterTable('tenancy_flat', (t) => {
      t.dropColumn('talked_on')
    })
  },
}
