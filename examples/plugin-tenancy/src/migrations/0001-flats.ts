import {
  dayColumn,
  keyed,
  moneyColumn,
  recordColumns,
  refColumn,
  scaledColumn,
  textColumn,
  type Migration,
} from '@berberis/sdk'

export const flats: Migration = {
  name: '0001-flats',
  async up(db) {
    await db.schema.createTable('tenancy_flat', (t) => {
      recordColumns(t)
      keyed(t, 'name', 100).notNullable()
      textColumn(t, 'street', 120).nullable()
      keyed(t, 'city', 100).notNullable()
      scaledColumn(t, 'area').nullable()
      moneyColumn(t, 'rent_minor').nullable()
      refColumn(t, 'owner_id', 'core_operator', { nullable: true })
      refColumn(t, 'tenant_id', 'core_contractor', { nullable: true })
      dayColumn(t, 'lease_ends_on').nullable()
      textColumn(t, 'note', 2000).nullable()
      t.index(['name_key', 'id'], 'tenancy_flat_name_key')
      t.index(['city_key', 'id'], 'tenancy_flat_city_key')
      t.index(['lease_ends_on', 'id'], 'tenancy_flat_lease_ends_on')
    })
  },
  async down(db) {
    await db.schema.dropTable('tenancy_flat')
  },
}
