import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributeTypes } from '../attributes/attribute-types.js'
import { createAttributeType } from '../attributes/create-attribute-type.js'
import { valueRows } from '../attributes/value-rows.js'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { column, list } from '../plugin/lists.js'
import { rebuildSearch } from '../search/rebuild.js'
import { fold } from '../text/fold.js'
import { polishKey } from '../text/polish-key.js'
import type { RawQuery } from './read-query.js'
import { serveList } from './serve-list.js'

const firms = list('t.firms', { of: firm, columns: [column('name')], views: [], sort: 'name' })
/** More than a plan calls few, so that both plans are walked. */
const MANY = 5200
const DISTRICTS = ['Żuraw A', 'żuraw—Ą', 'Nadżuraw 12 345', 'ŻURAW', 'Łódź, ul. Żółta 3', 'zuraw a b', 'x', 'İzuraw']

describe.each(scratchEngines)('fragments of texts on %s', (engine) => {
  let world: World
  const made: { readonly id: number; readonly name: string; readonly district: string | null }[] = []

  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      await createAttributeType(ctx, { entity: 't.firm', labelPl: 'Dzielnica', key: 'district', kind: 'text' })
      const [type] = await attributeTypes(ctx, firm)
      for (let id = 1; id <= MANY; id += 1) {
        const rare = id % 400 === 0 ? DISTRICTS[(id / 400) % DISTRICTS.length] : undefined
        made.push({ id, name: `Żuraw ${id % 700}`, district: rare ?? (id % 3 ? `Żuraw Rzeczny ${id % 9}` : null) })
      }
      const row = { version: 1, created_at: ctx.now(), kind: 'company' }
      const rows = made.map(({ id, name }) => ({ ...row, id, name, name_key: polishKey(name) }))
      await insertMany(ctx.db, 't_firm', rows)
      const values = made.flatMap(({ id, district }) =>
        type ? valueRows(type, district).map((value) => ({ record_id: id, ...value })) : [],
      )
      await insertMany(ctx.db, 'core_attribute_value', values)
      await rebuildSearch(ctx, firm)
    })
  }, 120_000)
  afterAll(() => world.drop())

  async function found(query: RawQuery): Promise<number[]> {
    const ids: number[] = []
    let after: string | null = null
    do {
      const page = await serveList(world.ctx(), firms, { limit: '200', ...query, ...(after && { after }) })
      ids.push(...page.items.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    return ids.sort((a, b) => a - b)
  }
  const where = (test: (row: (typeof made)[number]) => boolean) => made.filter(test).map(({ id }) => id)

  it.each(['Żuraw A', 'zuraw a b', 'ŻURAW', 'lodz ul', 'Łódź', 'nad', 'xx', 'żuraw rzeczny 4', 'izuraw'])(
    'an attribute that starts with „%s”',
    async (typed) => {
      const expected = where(({ district }) => district !== null && fold(district).startsWith(fold(typed)))
      expect(await found({ 'attr.district.starts': typed })).toEqual(expected)
    },
  )

  it.each(['uraw a', 'w a', 'zolta', '12 345', '12 34', 'Ż ó', 'uraw', 'rzeczny 4', 'ŻURAW RZ'])(
    'an attribute that has „%s”',
    async (typed) => {
      const expected = where(({ district }) => district !== null && fold(district).includes(fold(typed)))
      expect(await found({ 'attr.district.has': typed })).toEqual(expected)
    },
  )

  it.each([
    ['starts', 'żuraw 69'],
    ['has', 'uraw 1'],
    ['has', 'w 69'],
    ['has', 'żuraw'],
  ])('a name that .%s „%s”', async (operator, typed) => {
    const passes = (name: string) => (operator === 'starts' ? name.startsWith(fold(typed)) : name.includes(fold(typed)))
    expect(await found({ [`name.${operator}`]: typed })).toEqual(where(({ name }) => passes(fold(name))))
  })

  it('a name and an attribute at once', async () => {
    const expected = where(({ name, district }) => name === 'Żuraw 0' && district !== null && /^żu/i.test(district))
    expect(await found({ 'name.has': 'uraw 0', 'attr.district.starts': 'zu' })).toEqual(expected)
    expect(expected.length).toBeGreaterThan(0)
  })
})
