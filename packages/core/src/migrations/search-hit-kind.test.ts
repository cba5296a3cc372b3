import { describe, expect, it } from 'vitest'
import { migrate, migrateDown } from '../db/migrate.js'
import { scratchDatabase, scratchEngines } from '../db/scratch-databases.js'
import { kindOf } from '../search/kind.js'
import { dataMigrations } from './data.js'

const at = '2026-11-05T08:00:00.000Z'
const set = { plugin: 'core', migrations: dataMigrations }
const before = { until: '0013-attribute-folded-order' }

describe.each(scratchEngines)('hits that say whose they are on %s', (engine) => {
  it('are made of those that are there, also after a stop half way, and go without a trace', async () => {
    const { db, drop } = await scratchDatabase(engine)
    try {
      await migrate(db, [set], { at })
      await migrateDown(db, set, before)
      const record = { label: 'x', label_key: 'x', title: '', text: '' }
      await db('core_search_record').insert([
        { ...record, id: 1, entity: 't.firm', record_id: 70 },
        { ...record, id: 25_000, entity: 't.deed', record_id: 71 },
      ])
      const old = [
        { word_id: 1, search_id: 1 },
        { word_id: 1, search_id: 25_000 },
        { word_id: 2, search_id: 25_000 },
      ]
      await db('core_search_hit').insert(old)
      // What a stop left half made.
      if (engine === 'mariadb') await db.schema.createTable('core_search_hit_next', (t) => t.increments('id'))

      await migrate(db, [set], { at })
      expect(await db('core_search_hit').orderBy(['search_id', 'word_id'])).toEqual([
        { word_id: 1, kind: kindOf('t.firm'), search_id: 1, record_id: 70 },
        { word_id: 1, kind: kindOf('t.deed'), search_id: 25_000, record_id: 71 },
        { word_id: 2, kind: kindOf('t.deed'), search_id: 25_000, record_id: 71 },
      ])
      await migrateDown(db, set, before)
      expect(await db('core_search_hit').orderBy(['search_id', 'word_id'])).toEqual(old)
      expect(await db.schema.hasTable('core_search_hit_next')).toBe(false)
    } finally {
      await drop()
    }
  })
})
