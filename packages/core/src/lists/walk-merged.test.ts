import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { column, list } from '../plugin/lists.js'
import { polishKey } from '../text/polish-key.js'
import { serveList } from './serve-list.js'

const firms = list('t.firms', { of: firm, columns: [column('name'), column('kind')], views: [], sort: 'name' })
const MANY = 3600

/** „Otwarte” are planned ones and those in progress: two values of a column whose index goes on with the time. */
describe.each(scratchEngines)('a list of two kinds on %s', (engine) => {
  let world: World
  const made = Array.from({ length: MANY }, (_, n) => ({
    id: n + 1,
    name: `Firma ${(n * 37) % 500}`,
    kind: n % 3 ? 'company' : 'individual',
  }))

  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write((ctx) =>
      ctx.db.schema.alterTable('t_firm', (table) => void table.index(['kind', 'name_key', 'id'], 't_firm_by_kind')),
    )
    const row = { version: 1, created_at: '2026-11-05T08:00:00.000Z' }
    const rows = made.map((one) => ({ ...row, ...one, name_key: polishKey(one.name) }))
    await world.write((ctx) => insertMany(ctx.db, 't_firm', rows))
  }, 120_000)
  afterAll(() => world.drop())

  it.each([
    ['name', 1],
    ['-name', -1],
  ])('has the rows of both once, in one order by %s, each read from its own part of the index', async (sort, way) => {
    const key = ({ name }: (typeof made)[number]) => polishKey(name)
    const wanted = made.toSorted((a, b) => way * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id))
    const asked: string[] = []
    const note = ({ sql }: { sql: string }) => void asked.push(sql)
    world.db.on('query', note)
    const pages: number[][] = []
    let at: Awaited<ReturnType<typeof serveList>> | null = null
    do {
      const query = { limit: '200', sort, kind: ['company', 'individual'], ...(at?.next && { after: at.next }) }
      at = await serveList(world.ctx(), firms, query)
      pages.push(at.items.map(({ id }) => id))
    } while (at.next !== null)
    world.db.off('query', note)
    expect(pages.flat()).toEqual(wanted.map(({ id }) => id))
    expect(asked.filter((sql) => sql.includes('merged')).length).toBeGreaterThanOrEqual(pages.length)

    const before = { limit: '200', sort, kind: ['company', 'individual'], before: at.previous ?? '' }
    expect((await serveList(world.ctx(), firms, before)).items.map(({ id }) => id)).toEqual(pages.at(-2))
  })
})
