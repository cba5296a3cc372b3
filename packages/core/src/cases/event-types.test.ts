import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCtx } from '../host/create-ctx.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type ExampleHost } from '../example-firm/example-host.js'
import { eventTypes } from './event-types.js'
import { createEventType } from './services/event-types.js'

describe.each(scratchEngines)('event types kept in memory on %s', (engine) => {
  let example: ExampleHost
  beforeAll(async () => {
    example = await exampleHost(engine)
  }, 120_000)
  afterAll(() => example.drop())

  const db = () => example.host.kernel.db
  /** As a new request sees them. */
  const labels = async () => {
    const ctx = createCtx(example.host.kernel, { db: db(), origin: 'page', system: true, locale: 'pl' })
    return (await eventTypes(ctx)).map(({ label }) => label)
  }

  it('are read once for many requests', async () => {
    await labels()
    const asked: string[] = []
    const note = ({ sql }: { readonly sql: string }) => asked.push(sql)
    db().on('query', note)
    await labels()
    await labels()
    db().removeListener('query', note)
    expect(asked.filter((sql) => sql.includes('core_event_type'))).toEqual([])
  })

  it('show at the next request what another process changed', async () => {
    expect(await labels()).toContain('Faks')
    await db().transaction(async (trx) => {
      await trx('core_event_type').where({ key: 'fax' }).update({ label_pl: 'Telefaks' })
      await trx('core_revision').where({ name: 'event-types' }).increment('n', 1)
    })
    expect(await labels()).toEqual(expect.arrayContaining(['Telefaks']))
    expect(await labels()).not.toContain('Faks')
  })

  it('never show what was rolled back, though whoever made it saw it', async () => {
    const within: string[] = []
    const broken = example.run(async (ctx) => {
      await createEventType(ctx, { labelPl: 'Kawa', labelEn: 'Coffee' })
      within.push(...(await eventTypes(ctx)).map(({ key }) => key))
      throw new Error('no coffee')
    })
    await expect(broken).rejects.toThrow('no coffee')
    expect(within).toContain('kawa')
    expect(await labels()).not.toContain('Kawa')
  })
  it('take a picture that there is, and no other', async () => {
    const make = (icon: string) => example.run((ctx) => createEventType(ctx, { labelPl: 'Sms', labelEn: 'Text', icon }))
    await expect(make('no-such-picture')).rejects.toMatchObject({ code: 'core.unknown-choice' })
    expect((await make('message')).icon).toBe('message')
  })
})
