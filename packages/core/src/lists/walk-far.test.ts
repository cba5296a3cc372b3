import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { selectRaw } from '../db/select-raw.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { column, list } from '../plugin/lists.js'
import { rebuildSearch } from '../search/rebuild.js'
import { polishKey } from '../text/polish-key.js'
import { serveList } from './serve-list.js'

const firms = list('t.firms', { of: firm, columns: [column('name'), column('city')], views: [], sort: 'name' })
/** Of each half: more than a plan calls few, and more of one name than are asked one by one. */
const HALF = 1300

describe.each(scratchEngines)('a list of many that come late in its order on %s', (engine) => {
  let world: World
  const made = Array.from({ length: 2 * HALF }, (_, n) => ({
    id: n + 1,
    name: n < HALF ? `Alfa ${n}` : `Zeta ${n % 2}`,
    city: n % 5 === 0 ? null : `Miasto ${String(n % 7)}`,
  }))
  const late = made.filter(({ name }) => name.startsWith('Zeta'))

  beforeAll(async () => {
    world = await scratchWorld(engine)
    const row = { version: 1, created_at: '2026-11-05T08:00:00.000Z', kind: 'company' }
    const keyed = made.map((one) => ({
      ...{ ...row, ...one, name_key: polishKey(one.name) },
      city_key: one.city === null ? null : polishKey(one.city),
    }))
    await world.write(async (ctx) => {
      await insertMany(ctx.db, 't_firm', keyed)
      await rebuildSearch(ctx, firm)
    })
  }, 120_000)
  afterAll(() => world.drop())

  /** In order of a text, those that lack it last, equals by id. */
  const ordered = (of: (one: (typeof made)[number]) => string | null, way: 1 | -1) =>
    late
      .toSorted((a, b) => {
        const [x, y] = [of(a), of(b)].map((text) => (text === null ? null : polishKey(text)))
        if (x === y) return way * (a.id - b.id)
        if (x == null || y == null) return x == null ? 1 : -1
        return x < y ? -way : way
      })
      .map(({ id }) => id)

  it.each([
    ['name', ordered(({ name }) => name, 1)],
    ['-name', ordered(({ name }) => name, -1)],
    ['city', ordered(({ city }) => city, 1)],
    ['-city', ordered(({ city }) => city, -1)],
    ['city,-name', null],
  ])('has each of them once, forwards and back, by %s', async (sort, wanted) => {
    const pages: number[][] = []
    let at: Awaited<ReturnType<typeof serveList>> | null = null
    do {
      at = await serveList(world.ctx(), firms, { q: 'zet', sort, limit: '150', ...(at?.next && { after: at.next }) })
      pages.push(at.items.map(({ id }) => id))
    } while (at.next !== null)
    expect(pages.flat().length).toBe(HALF)
    expect(new Set(pages.flat()).size).toBe(HALF)
    if (wanted) expect(pages.flat()).toEqual(wanted)
    for (let page = pages.length - 2; page >= 0; page -= 1) {
      at = await serveList(world.ctx(), firms, { q: 'zet', sort, limit: '150', before: at.previous ?? '' })
      expect(at.items.map(({ id }) => id)).toEqual(pages[page])
    }
  })

  it('counts them, with and without what a field of theirs begins with', async () => {
    const asked = { q: 'zet', limit: '1', count: 'yes' }
    expect((await serveList(world.ctx(), firms, asked)).count).toEqual({ value: HALF, exact: true })
    const some = await serveList(world.ctx(), firms, { ...asked, 'name.starts': 'Zeta 1' })
    expect(some.count).toEqual({ value: HALF / 2, exact: true })
  })

  it('asks few rows one by one, and the others of a set, in the order of an index', async () => {
    const asked: { readonly sql: string; readonly bindings: readonly (string | number)[] }[] = []
    const note = (query: (typeof asked)[number]) => asked.push(query)
    world.db.on('query', note)
    await serveList(world.ctx(), firms, { q: 'zet', limit: '50' })
    world.db.removeListener('query', note)
    const own = asked.filter(({ sql }) => sql.includes('order by `t_firm`.`name_key`'))
    // Where the first leg ends, that leg, and the one over the set.
    expect(own.map(({ sql }) => /offset 500|exists \(|is true/.exec(sql)?.[0])).toEqual([
      'offset 500',
      'exists (',
      'is true',
    ])
    for (const { sql, bindings } of own)
      if (engine === 'sqlite') {
        const steps = await selectRaw<{ detail: string }>(world.db, `explain query plan ${sql}`, bindings)
        expect(steps[0]?.detail).toContain('t_firm_name_key_id_index')
        expect(steps.map(({ detail }) => detail).join()).not.toContain('TEMP B-TREE')
      } else {
        const steps = await selectRaw<Step>(world.db, `explain ${sql}`, bindings)
        expect(steps[0]?.key).toBe('t_firm_name_key_id_index')
        expect(steps.map(({ Extra }) => Extra).join()).not.toContain('filesort')
        if (sql.includes('is true')) expect(steps[1]?.select_type).toBe('MATERIALIZED')
      }
  })
})

interface Step {
  readonly key: string
  readonly Extra: string
  readonly select_type: string
}
