import { afterEach, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { corePlugin } from '../core-plugin.js'
import { gardenIn } from './life/scratch-garden.js'
import { scratchInstance, type ScratchInstance } from './life/scratch-instance.js'
import { schemaHash } from './life/schema-hash.js'
import { rehearse } from './rehearse.js'

describe.each(scratchEngines)('a rehearsal of migrations on %s', (engine) => {
  let scratch: ScratchInstance
  afterEach(() => scratch?.drop())

  it('makes them on a copy with every plugin, says what would fail, and touches nothing', async () => {
    scratch = await scratchInstance(engine)
    const { kernel } = await scratch.open(gardenIn(scratch.folder))
    const before = await schemaHash(kernel.db)
    const { config, clock } = kernel
    const on = (...garden: Parameters<typeof gardenIn>) =>
      rehearse({ config, clock, plugins: [corePlugin, gardenIn(...garden)] })

    const next = await on(scratch.folder, { next: true })
    expect(next).toMatchObject({ steps: [{ plugin: 'garden', name: '0003-beds' }], fault: null, findings: [] })
    const breaks = {
      name: '0009-breaks',
      up: async () => {
        throw new Error('no such bed')
      },
      down: async () => {},
    }
    expect(await on(scratch.folder, { breaks })).toMatchObject({ fault: 'no such bed' })
    expect(await schemaHash(kernel.db)).toBe(before)
    expect(await kernel.db('garden_plant').pluck('name')).toEqual(['Moss'])
  }, 600_000)
})
