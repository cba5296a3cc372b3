import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAttributeType } from '../attributes/create-attribute-type.js'
import type { Ctx } from '../ctx.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { firm, matter, person, scratchWorld, type World } from '../entity/scratch-world.js'
import { column, list, view } from '../plugin/lists.js'
import { Refusal } from '../plugin/refusal.js'
import { polishKey } from '../text/polish-key.js'
import type { RawQuery } from './read-query.js'
import { serveCount, serveList } from './serve-list.js'

const firms = list('t.firms', {
  of: firm,
  columns: [column('name'), column('city')],
  views: [view('companies', { kind: 'company' }), view('all', {})],
  sort: 'name',
})
const matters = list('t.matters', { of: matter, columns: [column('name')], views: [], sort: 'name' })
const CITIES = ['Łódź', 'Kraków', 'Gdynia', null]
const SIZES = ['duza', 'srednia', 'mala', null]

interface Made {
  id: number
  name: string
  city: string | null
  kind: string
  roles: string[]
  limitMinor: number | null
  since: string | null
  ownerId: number
  size: string | null
  area: string | null
}

describe.each(scratchEngines)('lists on %s', (engine) => {
  let world: World
  const made: Made[] = []

  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      for (const name of ['Żaneta', 'Adam']) await create(ctx, person, { name })
      const items = SIZES.flatMap((key) => (key ? [{ labelPl: key, key }] : []))
      await createAttributeType(ctx, { entity: 't.firm', labelPl: 'Wielkość', key: 'size', kind: 'choice', items })
      await createAttributeType(ctx, {
        entity: 't.firm',
        labelPl: 'Powierzchnia',
        key: 'area',
        kind: 'number',
        places: 1,
      })
      for (let n = 0; n < 90; n += 1) {
        const given = {
          name: `Firma ${(n * 37) % 90}${n % 9 === 0 ? ' Łąka' : ''}`,
          city: CITIES[n % 4] ?? null,
          kind: n % 3 === 0 ? 'individual' : 'company',
          roles: n % 2 ? ['client', ...(n % 5 ? [] : ['supplier'])] : [],
          limitMinor: n % 4 ? n * 100 : null,
          since: n % 5 ? `2026-${String((n % 12) + 1).padStart(2, '0')}-10` : null,
          ownerId: (n % 2) + 1,
        }
        const size = SIZES[(n >> 2) % 4] ?? null
        const area = n % 3 ? String((n % 7) - 3.5) : null
        const { id } = await create(ctx, firm, { ...given, attributes: { size, area } })
        made.push({ id, ...given, size, area })
      }
    })
  })
  afterAll(() => world.drop())

  /** All pages of an address, forwards and then back, which must be the same rows. */
  async function ids(query: RawQuery, ctx: Ctx = world.ctx()): Promise<number[]> {
    const pages: number[][] = []
    let after: string | null = null
    let back: string | null
    do {
      const page = await serveList(ctx, firms, { limit: '7', ...query, ...(after && { after }) })
      pages.push(page.items.map(({ id }) => id))
      after = page.next
      back = page.previous
    } while (after !== null)
    for (let at = pages.length - 2; at >= 0; at -= 1) {
      const page = await serveList(ctx, firms, { limit: '7', ...query, before: back ?? '' })
      expect(page.items.map(({ id }) => id)).toEqual(pages[at])
      back = page.previous
    }
    return pages.flat()
  }
  const where = (test: (firm: Made) => boolean) => made.filter(test).map(({ id }) => id)
  const sorted = (found: number[]) => [...found].sort((a, b) => a - b)

  it.each<[string, RawQuery, (firm: Made) => boolean]>([
    ['one of two cities', { city: ['Łódź', 'Kraków'] }, ({ city }) => city === 'Łódź' || city === 'Kraków'],
    ['all but a city, those without one too', { 'city.not': 'Łódź' }, ({ city }) => city !== 'Łódź'],
    ['no city', { 'city.empty': 'yes' }, ({ city }) => city === null],
    ['any role of two', { roles: ['client', 'other'] }, ({ roles }) => roles.includes('client')],
    [
      'both roles',
      { 'roles.all': ['client', 'supplier'] },
      ({ roles }) => roles.includes('client') && roles.includes('supplier'),
    ],
    ['not a client', { 'roles.not': 'client' }, ({ roles }) => !roles.includes('client')],
    ['no role', { 'roles.empty': 'yes' }, ({ roles }) => roles.length === 0],
    [
      'an amount from to',
      { 'limitMinor.ge': '1000', 'limitMinor.lt': '4000' },
      ({ limitMinor }) => limitMinor !== null && limitMinor >= 1000 && limitMinor < 4000,
    ],
    ['a day after', { 'since.gt': '2026-06-10' }, ({ since }) => since !== null && since > '2026-06-10'],
    ['a day by today', { 'since.le': 'today+35' }, ({ since }) => since !== null && since <= '2026-12-10'],
    ['an owner', { owner: '1' }, ({ ownerId }) => ownerId === 1],
    ['an attribute', { 'attr.size': ['duza', 'mala'] }, ({ size }) => size === 'duza' || size === 'mala'],
    ['an attribute not', { 'attr.size.not': 'mala' }, ({ size }) => size !== 'mala'],
    ['no attribute', { 'attr.size.empty': 'yes' }, ({ size }) => size === null],
    ['a number attribute below zero', { 'attr.area.lt': '0' }, ({ area }) => area !== null && Number(area) < 0],
    ['a fragment without its accents', { 'name.has': 'laka' }, ({ name }) => name.includes('Łąka')],
    ['a beginning', { 'city.starts': 'LO' }, ({ city }) => city === 'Łódź'],
    ['words of the search', { q: 'kow lak' }, ({ name, city }) => name.includes('Łąka') && city === 'Kraków'],
    ['made today', { createdAt: 'today' }, () => true],
    ['made later', { 'createdAt.gt': 'today' }, () => false],
    ['made until now', { 'createdAt.le': 'now' }, () => true],
    ['made after this moment', { 'createdAt.gt': 'now' }, () => false],
    [
      'many at once',
      { city: 'Łódź', 'attr.size.not': 'duza', kind: 'company' },
      ({ city, size, kind }) => city === 'Łódź' && size !== 'duza' && kind === 'company',
    ],
  ])('finds %s', async (_name, query, test) => {
    expect(sorted(await ids(query))).toEqual(where(test))
    expect((await serveList(world.ctx(), firms, { ...query, count: 'yes', limit: '1' })).count).toEqual({
      value: where(test).length,
      exact: true,
    })
  })

  it.each<[string, (firm: Made) => readonly (string | number | null)[]]>([
    ['name', ({ name }) => [polishKey(name)]],
    ['-name', ({ name }) => [polishKey(name)]],
    ['city,-name', ({ city, name }) => [city && polishKey(city), polishKey(name)]],
    ['-limitMinor', ({ limitMinor }) => [limitMinor]],
    ['kind,-since,name', ({ kind, since, name }) => [kind, since, polishKey(name)]],
    ['attr.size,name', ({ size, name }) => [size && SIZES.indexOf(size), polishKey(name)]],
    ['-attr.area', ({ area }) => [area === null ? null : Number(area)]],
    ['city,attr.area', ({ city, area }) => [city && polishKey(city), area === null ? null : Number(area)]],
    ['owner,name', ({ ownerId, name }) => [ownerId === 2 ? 'adam' : 'zaneta', polishKey(name)]],
  ])('sorts by %s, rows without a value last, page by page and back', async (sort, keys) => {
    const downs = sort.split(',').map((key) => key.startsWith('-'))
    const idDown = downs.at(-1) ?? false
    const expected = [...made].sort((a, b) => compare(keys(a), keys(b), downs) || (idDown ? b.id - a.id : a.id - b.id))
    expect(await ids({ sort })).toEqual(expected.map(({ id }) => id))
    const few = expected.filter(({ city }) => city === 'Łódź').map(({ id }) => id)
    expect(await ids({ sort, city: 'Łódź' })).toEqual(few)
  })

  it('reads an amount as people type it on a page', async () => {
    const { value } = await serveCount(world.ctx(), firms, {
      view: 'all',
      'limitMinor.ge': '10',
      'limitMinor.lt': '40,00 zł',
    })
    expect(value).toBe(where(({ limitMinor }) => limitMinor !== null && limitMinor >= 1000 && limitMinor < 4000).length)
  })

  it('reads a number as people type it on a page', async () => {
    const { value } = await serveCount(world.ctx(), firms, { view: 'all', 'attr.area.ge': '1,5' })
    expect(value).toBe(where(({ area }) => area !== null && Number(area) >= 1.5).length)
  })

  it('keeps its place when a row is added before it', async () => {
    const first = await serveList(world.ctx(), firms, { limit: '4' })
    const added = await world.write((ctx) => create(ctx, firm, { name: 'Aaa' }))
    const second = await serveList(world.ctx(), firms, { limit: '4', after: first.next })
    expect(second.items.some(({ id }) => id === added.id || first.items.some((item) => item.id === id))).toBe(false)
    await world.db('t_firm').where({ id: added.id }).delete()
  })

  it('shows and counts what the asking one may see', async () => {
    const own = world.ctx({ id: 1, scope: 'own' })
    expect(sorted(await ids({}, own))).toEqual(where(({ ownerId }) => ownerId === 1))
    expect((await serveList(own, firms, { count: 'yes', limit: '1' })).count).toEqual({ value: 45, exact: true })
    expect(sorted(await ids({ owner: 'me' }, world.ctx({ id: 2 })))).toEqual(where(({ ownerId }) => ownerId === 2))

    await world.write(async (ctx) => {
      for (const at of [0, 1]) await create(ctx, matter, { name: `Sprawa ${at}`, ownerId: 1, firmId: made[at]?.id })
    })
    const hidden = made.find(({ ownerId }) => ownerId === 2)?.id
    const names = async (query: RawQuery) => (await serveList(own, matters, query)).items.map(({ name }) => name)
    expect(await names({ firm: String(hidden) })).toEqual([])
    expect(await names({ 'firm.empty': 'yes' })).toEqual(['Sprawa 1'])
    expect(await names({ sort: '-firm' })).toEqual(['Sprawa 0', 'Sprawa 1'])
  })

  it('refuses what means nothing, and a cursor of another address', async () => {
    const refused = (query: RawQuery) =>
      serveList(world.ctx(), firms, query).then(
        () => null,
        (error: unknown) =>
          error instanceof Refusal
            ? [error.status, error.code, ...(error.details.fields ?? []).map(({ path }) => path)]
            : error,
      )
    expect(await refused({ colour: 'red' })).toEqual([400, 'core.malformed', 'colour'])
    expect(await refused({ cols: 'name,attr.area,colour' })).toEqual([400, 'core.malformed', 'cols'])
    expect(await refused({ cols: 'id,name,attr.area' })).toBeNull()
    expect(await refused({ 'city.ge': 'a', since: '2026-02-31', kind: 'x', limit: '201', sort: 'note' })).toEqual([
      400,
      'core.malformed',
      'city.ge',
      'since',
      'kind',
      'sort',
      'limit',
    ])
    const { next } = await serveList(world.ctx(), firms, { limit: '5' })
    expect(await refused({ limit: '5', after: next, city: 'Łódź' })).toEqual([400, 'core.bad-cursor'])
    expect(await refused({ limit: '5', after: `x${String(next)}` })).toEqual([400, 'core.bad-cursor'])
  })

  it('asks at most twelve queries for a page', async () => {
    let asked = 0
    const counting = () => (asked += 1)
    world.db.on('query', counting)
    await serveList(world.ctx({ id: 1, scope: 'own' }), firms, {
      city: 'Łódź',
      'attr.size': 'duza',
      q: 'firma',
      cols: 'attr.area',
      count: 'yes',
    })
    world.db.off('query', counting)
    expect(asked).toBeLessThanOrEqual(12)
  })
})

function compare(
  a: readonly (string | number | null)[],
  b: readonly (string | number | null)[],
  downs: readonly boolean[],
): number {
  for (const [at, down] of downs.entries()) {
    const [x = null, y = null] = [a[at], b[at]]
    if (x === y) continue
    if (x === null) return 1
    if (y === null) return -1
    return x < y === down ? 1 : -1
  }
  return 0
}
