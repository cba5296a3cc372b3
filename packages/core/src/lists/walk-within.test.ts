import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { selectRaw } from '../db/select-raw.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { column, list } from '../plugin/lists.js'
import { polishKey } from '../text/polish-key.js'
import type { RawQuery } from './read-query.js'
import { serveList } from './serve-list.js'

const firms = list('t.firms', { of: firm, columns: [column('name'), column('city')], views: [], sort: 'name' })
/** Three towns of more rows each than a plan calls few. */
const MANY = 3600
const CITIES = ['Łódź', 'Łódź-Południe', 'Gdynia']

describe.each(scratchEngines)('a list of one town on %s', (engine) => {
  let world: World
  const made = Array.from({ length: MANY }, (_, n) => ({
    id: n + 1,
    name: `Firma ${(n * 37) % 1000}`,
    city: CITIES[n % 3] ?? '',
    kind: n % 2 ? 'company' : 'individual',
  }))

  beforeAll(async () => {
    world = await scratchWorld(engine)
    const row = { version: 1, created_at: '2026-11-05T08:00:00.000Z' }
    const keyed = made.map((one) => ({
      ...{ ...row, ...one },
      ...{ name_key: polishKey(one.name), city_key: polishKey(one.city) },
    }))
    await world.write((ctx) => insertMany(ctx.db, 't_firm', keyed))
  }, 120_000)
  afterAll(() => world.drop())

  async function pages(query: RawQuery) {
    const forwards: number[][] = []
    let at: Awaited<ReturnType<typeof serveList>> | null = null
    do {
      at = await serveList(world.ctx(), firms, { limit: '150', ...query, ...(at?.next && { after: at.next }) })
      forwards.push(at.items.map(({ id }) => id))
    } while (at.next !== null)
    for (let page = forwards.length - 2; page >= 0; page -= 1) {
      at = await serveList(world.ctx(), firms, { limit: '150', ...query, before: at.previous ?? '' })
      expect(at.items.map(({ id }) => id)).toEqual(forwards[page])
    }
    return forwards.flat()
  }

  it.each([
    ['name', 1],
    ['-name', -1],
  ])('has its rows and no others, forwards and back, by %s', async (sort, way) => {
    const key = ({ name }: (typeof made)[number]) => polishKey(name)
    const wanted = made
      .filter(({ city, kind }) => city === 'Łódź' && kind === 'company')
      .sort((a, b) => way * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id - b.id))
    expect(await pages({ city: 'Łódź', kind: 'company', sort })).toEqual(wanted.map(({ id }) => id))
  })

  it('walks past the rows of that town only, and sorts nothing', async () => {
    const asked: { readonly sql: string; readonly bindings: readonly (string | number)[] }[] = []
    const note = (query: (typeof asked)[number]) => asked.push(query)
    world.db.on('query', note)
    await serveList(world.ctx(), firms, { city: 'Łódź', kind: 'company', limit: '50' })
    world.db.removeListener('query', note)
    const own = asked.find(({ sql }) => sql.includes('order by `t_firm`.`name_key`'))
    const bindings = own?.bindings ?? []

    if (engine === 'sqlite') {
      const steps = await selectRaw<{ detail: string }>(world.db, `explain query plan ${own?.sql}`, bindings)
      expect(steps.map(({ detail }) => detail)).toEqual([
        'SEARCH t_firm USING INDEX t_firm_in_town (city_key=? AND name_key>?)',
      ])
    } else {
      const [step] = await selectRaw<{ key: string; Extra: string }>(world.db, `explain ${own?.sql}`, bindings)
      expect(step?.key).toBe('t_firm_in_town')
      expect(step?.Extra).not.toContain('filesort')
    }
  })
})
