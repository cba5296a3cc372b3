import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, migrateDown } from '../db/migrate.js'
import { scratchDatabase, scratchEngines, type Scratch } from '../db/scratch-databases.js'
import { coreMigrations } from './index.js'

const set = { plugin: 'core', migrations: coreMigrations }

describe.each(scratchEngines)('the tables of core on %s', (engine) => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await scratchDatabase(engine)
  })
  afterAll(() => scratch.drop())

  it('are made, taken down and made again', async () => {
    const at = '2026-11-05T08:00:00.000Z'
    const made = await migrate(scratch.db, [set], { at })
    expect(made).toHaveLength(coreMigrations.length)
    await migrateDown(scratch.db, set)
    expect(await scratch.db.schema.hasTable('core_contractor')).toBe(false)
    expect(await migrate(scratch.db, [set], { at })).toHaveLength(coreMigrations.length)
  })
})
