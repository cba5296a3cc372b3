import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { apiOf } from '../support/api.js'
import { freshDatabase, type Engine } from '../support/fresh-database.js'
import { mariadb } from '../support/programs.js'
import { buildServer, startServer, tokenFor } from '../support/server-process.js'

const MANY = 50
beforeAll(() => buildServer(), 180_000)

const engines: readonly Engine[] = mariadb ? ['sqlite', 'mariadb'] : ['sqlite']
describe.each(engines)('on %s', (engine) => {
  it(`gives ${MANY} invoices issued at once ${MANY} consecutive numbers, over two servers where the database allows it`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berberis-once-'))
    const database = await freshDatabase(engine, folder)
    const settings = { database: database.url, dataFolder: folder }
    const first = await startServer(settings)
    const token = tokenFor(settings)
    const servers = engine === 'mariadb' ? [first, await startServer(settings)] : [first]
    const apis = servers.map(({ origin }) => apiOf(origin, token))

    const found = (await apis[0]!.get('/contractors?q=imperial')).body['items'] as readonly { id: number }[]
    const products = (await apis[0]!.get('/sales/products')).body['items'] as readonly { id: number }[]
    const body = { contractorId: found[0]?.id, lines: [{ productId: products[0]?.id, qty: '1', unitPrice: '10.00' }] }
    const drafts: number[] = []
    for (let n = 0; n < MANY; n += 1) drafts.push(Number((await apis[0]!.post('/sales/documents', body)).body['id']))

    const issued = await Promise.all(
      drafts.map((id, at) => apis[at % apis.length]!.post(`/sales/documents/${id}/issue`, {})),
    )
    expect(issued.map(({ status }) => status)).toEqual(drafts.map(() => 200))
    const ordinals = issued.map((one) => Number(/\d+/.exec(String(one.body['number']))?.[0])).sort((a, b) => a - b)
    expect(ordinals).toEqual(ordinals.map((_, at) => ordinals[0]! + at))

    for (const server of servers) expect(await server.terminate()).toBe(0)
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }, 240_000)
})
