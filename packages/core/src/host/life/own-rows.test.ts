import { Type } from '@sinclair/typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { readTables } from '../../example/tables.js'
import { definePlugin, type Plugin } from '../../plugin/define-plugin.js'
import { job } from '../../plugin/jobs.js'
import { notification } from '../../plugin/notifications.js'
import { scratchHost, type ScratchHost } from '../scratch-host.js'
import { ownRows, passingRows, stayingRows } from './own-rows.js'

/** Columns by which a row of the core's says to which part of a plugin it belongs. */
const NAMING = ['entity', 'list', 'plugin', 'permission', 'job', 'errand', 'series', 'hook', 'type_id']

/** One of everything that rows of the core's are kept about. */
const whole: Plugin = definePlugin({
  id: 'whole',
  title: 'core.title',
  from: new URL('./', import.meta.url).href,
  permissions: { read: { id: 'whole.read' } as never },
  entities: [{ id: 'whole.thing' } as never],
  lists: [{ id: 'whole.things' } as never],
  series: [{ id: 'whole.numbers' } as never],
  errands: [{ id: 'whole.post' } as never],
  notifications: [notification('whole.told')],
  jobs: [job('whole.count', { payload: Type.Object({}), step: async () => ({ at: null, done: 0 }) })],
})

describe.each(scratchEngines)('what a plugin owns in the tables of the core on %s', (engine) => {
  let scratch: ScratchHost
  beforeAll(async () => {
    scratch = await scratchHost(engine, {})
  }, 240_000)
  afterAll(() => scratch?.drop())

  it('is known of every table that names a part of a plugin', async () => {
    const { db } = scratch.host.kernel
    const known = new Set([...ownRows(whole), ...passingRows(whole)].map(({ table }) => table))
    const naming = (await readTables(db, ['core'])).filter(({ columns }) => NAMING.some((name) => columns.has(name)))
    expect(naming.length).toBeGreaterThan(15)
    const unknown = naming.map(({ name }) => name).filter((name) => !known.has(name) && !stayingRows.has(name))
    expect(unknown).toEqual([])
  })

  it('is asked for by columns that are there', async () => {
    const { db } = scratch.host.kernel
    for (const { table, where, bindings } of [...ownRows(whole), ...passingRows(whole)])
      expect(await db(table).whereRaw(`(${where})`, [...bindings])).toEqual([])
  })
})
