import type { Migration } from '../plugin/migrations.js'

const FIRST = { in: ['invoice-received', 'complaint'], out: ['offer', 'invoice-issued'] }

/** The core's own kinds of which everybody knows the way; a new instance is seeded with the same. */
export const firstDirections: Migration = {
  name: '0482-first-directions',
  async up(db) {
    for (const [direction, keys] of Object.entries(FIRST))
      await db('core_event_type').whereIn('key', keys).where({ source: 'core' }).update({ direction })
  },
  async down(db) {
    await db('core_event_type').update({ direction: null })
  },
}
