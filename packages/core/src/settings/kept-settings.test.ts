import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

describe.each(scratchEngines)('settings kept in memory on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  const firstPage = async () => (await example.host.app.inject({ url: '/', headers: adam.page })).body

  it('cost a request one query, which finds out who asks and whether anything changed', async () => {
    await firstPage()
    const { db } = example.host.kernel
    const asked: string[] = []
    const note = ({ sql }: { readonly sql: string }) => asked.push(sql)
    db.on('query', note)
    await firstPage()
    db.removeListener('query', note)
    expect(asked.filter((sql) => /core_(revision|setting|role|grant|unit)\b/.test(sql))).toHaveLength(1)
  })

  it('show at the next request what another process changed', async () => {
    const { db } = example.host.kernel
    expect(await firstPage()).not.toContain('Inna Firma')
    await db.transaction(async (trx) => {
      await trx('core_setting').where({ plugin: 'core', key: 'firmName' }).update({ value: '"Inna Firma"' })
      await trx('core_revision').where({ name: 'settings' }).increment('n', 1)
    })
    expect(await firstPage()).toContain('Inna Firma')
  })
})
