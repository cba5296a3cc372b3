import type { Migration } from '../plugin/migrations.js'

/** Seals were over whole entries; they are made anew over the digests of entries, within minutes. */
export const sealsOverDigests: Migration = {
  name: '0485-seals-over-digests',
  async up(db) {
    await db('core_audit_seal').delete()
  },
  async down(db) {
    await db('core_audit_seal').delete()
  },
}
