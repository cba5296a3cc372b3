import { describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { migrate, migrateDown } from '../db/migrate.js'
import { scratchDatabase, scratchEngines } from '../db/scratch-databases.js'
import { dataMigrations } from './data.js'

const at = '2026-11-05T08:00:00.000Z'
const set = { plugin: 'core', migrations: dataMigrations }

describe.each(scratchEngines)('the folded texts of attributes on %s', (engine) => {
  it('are made for values that are there, and go without a trace', async () => {
    const { db, drop } = await scratchDatabase(engine)
    try {
      await migrate(db, [set], { at })
      await migrateDown(db, set, { until: '0011-search-hit' })
      const type = { entity: 't.firm', required: false, position: 1, version: 1, created_at: at }
      await db('core_attribute_type').insert([
        { ...type, id: 1, key: 'district', label_pl: 'Dzielnica', kind: 'text' },
        { ...type, id: 2, key: 'seen', label_pl: 'Oględziny', kind: 'date' },
      ])
      const ids = Array.from({ length: 1001 }, (_, n) => n + 1)
      await insertMany(db, 'core_attribute_value', [
        ...ids.map((record_id) => ({
          ...{ record_id, type_id: 1, position: 0, value: `Żuraw ${record_id}`, sort_key: String(record_id) },
        })),
        { record_id: 1, type_id: 2, position: 0, value: '2026-01-02', sort_key: '2026-01-02' },
      ])

      await migrate(db, [set], { at })
      const folded = await db('core_attribute_value').orderBy(['type_id', 'record_id']).pluck<string[]>('folded')
      expect(folded).toEqual([...ids.map((id) => `zuraw ${id}`), null])
      await migrateDown(db, set, { until: '0011-search-hit' })
      expect(await db.schema.hasColumn('core_attribute_value', 'folded')).toBe(false)
      expect(await db('core_attribute_value').count({ n: '*' })).toEqual([{ n: 1002 }])
    } finally {
      await drop()
    }
  })
})
