import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAttributeType } from '../attributes/create-attribute-type.js'
import { create } from '../entity/create.js'
import { firm, person, scratchWorld, type World } from '../entity/scratch-world.js'
import { column, list, view } from '../plugin/lists.js'
import type { ListView } from '../ui/views.js'
import { listView } from './list-view.js'

const firms = list('t.firms', {
  of: firm,
  columns: [
    column('name', { phone: 'title' }),
    column('owner', { phone: 'sub' }),
    column('limitMinor'),
    column('closedAt', { off: true }),
    column('deals', {
      label: 't.deals',
      kind: 'number',
      values: async (_ctx, ids) => new Map(ids.map((id) => [id, id * 10])),
    }),
  ],
  filters: ['kind', 'city', 'owner', 'since', 'active'],
  views: [view('companies', { kind: 'company' }), view('all', {}, '-name')],
  sort: 'name',
})

let world: World
beforeAll(async () => {
  world = await scratchWorld('sqlite')
  await world.write(async (ctx) => {
    await create(ctx, person, { name: 'Anna' })
    await createAttributeType(ctx, {
      entity: 't.firm',
      labelPl: 'Wielkość',
      kind: 'choice',
      items: [{ labelPl: 'Duża', hue: 'teal' }],
    })
    for (let n = 0; n < 30; n += 1) {
      const attributes = { wielkosc: n % 2 ? 'duza' : null }
      await create(ctx, firm, {
        name: `Firma ${n}`,
        city: 'Łódź',
        kind: n < 28 ? 'company' : 'individual',
        ownerId: 1,
        limitMinor: n * 100_000,
        attributes,
      })
    }
  })
})
afterAll(() => world.drop())
const draw = (query: Record<string, unknown>): Promise<ListView> =>
  listView(world.ctx(), firms, query, { base: '/t/firms', title: 'Firmy' })

it('opens on its first view, in words', async () => {
  const page = await draw({ limit: '2' })
  expect(page.views).toMatchObject([
    { key: 'companies', href: '/t/firms?view=companies', current: true },
    { key: 'all', current: false },
  ])
  expect(page.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['Firma 0', 'Anna', '0,00\u00a0zł', '10'],
    ['Firma 1', 'Anna', '1\u00a0000,00\u00a0zł', '20'],
  ])
  expect(page.rows[0]).toMatchObject({
    href: '/t/firms/1',
    phone: { title: { text: 'Firma 0' }, sub: { href: '/t/persons/1' } },
  })
  expect(page).toMatchObject({
    from: 1,
    to: 2,
    filtered: false,
    countHref: '/t/firms?limit=2&count=only',
    chips: [],
    setAside: [],
  })
  expect(page.previous).toBeUndefined()
  expect(
    (await draw(Object.fromEntries(new URL(page.next ?? '', 'http://x').searchParams))).rows[0]?.cells[0]?.text,
  ).toBe('Firma 2')
})

it('shows its filters as chips that can be taken away, and keeps the rest of the address in its form', async () => {
  const page = await draw({
    view: 'all',
    sort: 'name',
    city: 'Łódź',
    'name.not': 'x',
    'attr.wielkosc': 'duza',
    owner: '1',
    'since.ge': '',
    cols: 'name,attr.wielkosc',
    colour: 'red',
  })
  expect(page.setAside).toEqual(['colour'])
  expect(page.chips).toHaveLength(4)
  expect(page.chips[0]?.clearHref).not.toContain('city=')
  expect(page.kept).toEqual([
    { name: 'view', value: 'all' },
    { name: 'sort', value: 'name' },
    { name: 'city', value: 'Łódź' },
    { name: 'name.not', value: 'x' },
    { name: 'cols', value: 'name,attr.wielkosc' },
  ])
  expect(page.filters.map(({ name }) => name)).toEqual(['kind', 'city', 'owner', 'since', 'active', 'attr.wielkosc'])
  expect(page.filters.find(({ name }) => name === 'owner')?.picker).toEqual({
    href: '/pick/t.person',
    label: 'Anna',
    value: '1',
  })
  expect(page.filters.find(({ name }) => name === 'attr.wielkosc')?.options).toEqual([
    { value: 'duza', label: 'Duża', selected: true },
  ])
  expect(page.rows[0]?.cells[1]).toMatchObject({ text: 'Duża', tags: [{ label: 'Duża', hue: 'teal' }] })
  expect(page.clearHref).toBe('/t/firms?view=all')
})

it('turns the order round at a second press of a head', async () => {
  const headOf = ({ columns }: ListView) => columns.find(({ name }) => name === 'name')
  expect(headOf(await draw({}))).toMatchObject({ sorted: 'ascending', sortHref: '/t/firms?sort=-name' })
  const turned = await draw({ view: 'all' })
  expect(headOf(turned)).toMatchObject({ sorted: 'descending', sortHref: '/t/firms?view=all&sort=name' })
  expect(turned.rows[0]?.cells[0]?.text).toBe('Firma 29')
  expect(turned.columns.map(({ name, shown }) => [name, shown])).toEqual([
    ['name', true],
    ['owner', true],
    ['limitMinor', true],
    ['closedAt', false],
    ['deals', true],
    ['attr.wielkosc', false],
  ])
})

it('offers the form that the page names, to whoever may', async () => {
  const create = { label: 't.firm.new', href: '/t/firms/new', permission: 'signed-in' } as const
  const page = await listView(world.ctx(), firms, {}, { base: '/t/firms', title: 'Firmy', create })
  expect(page.create).toMatchObject({ href: '/t/firms/new' })
  expect((await draw({})).create).toBeUndefined()
  const other = { ...create, href: '/t/other/new' }
  const elsewhere = await listView(world.ctx(), firms, {}, { base: '/t/firms', title: 'Firmy', create: other })
  expect(elsewhere.create).toBeUndefined()
})
