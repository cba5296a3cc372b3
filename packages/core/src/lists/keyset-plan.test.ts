import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { selectRaw } from '../db/select-raw.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { column, list } from '../plugin/lists.js'
import { polishKey } from '../text/polish-key.js'
import { serveList } from './serve-list.js'

const firms = list('t.firms', { of: firm, columns: [column('name')], views: [], sort: 'name' })
/** Many rows of one name: a page begins in the midst of them. */
const MANY = 6000

describe.each(scratchEngines)('a page in the midst of a long list on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
    const rows = Array.from({ length: MANY }, (_, n) => {
      const name = `Firma ${n % 3}`
      const kind = 'company'
      return { id: n + 1, version: 1, created_at: '2026-11-05T08:00:00.000Z', name, name_key: polishKey(name), kind }
    })
    await world.write((ctx) => insertMany(ctx.db, 't_firm', rows))
  }, 120_000)
  afterAll(() => world.drop())

  it.each(['name', '-name'])('is read by %s from its place in the index, and nothing is sorted', async (sort) => {
    const page = (after?: string | null) =>
      serveList(world.ctx(), firms, { limit: '50', sort, ...(after && { after }) })
    let { next } = await page()
    for (let pages = 0; pages < 5; pages += 1) next = (await page(next)).next

    const asked: { sql: string; bindings: readonly (string | number)[] }[] = []
    const note = (query: { sql: string; bindings: readonly (string | number)[] }) => void asked.push(query)
    world.db.on('query', note)
    await page(next)
    world.db.off('query', note)
    const read = asked.find(({ sql }) => sql.includes('__k0'))
    expect(read).toBeDefined()
    const explain = engine === 'sqlite' ? 'explain query plan' : 'explain'
    const plan = await selectRaw<Record<string, unknown>>(world.db, `${explain} ${read?.sql ?? ''}`, [
      ...(read?.bindings ?? []),
    ])
    const said = JSON.stringify(plan)
    if (engine === 'sqlite') {
      // From the place itself: rows of the same name before it are not read again.
      expect(said).toMatch(/SEARCH t_firm USING INDEX \w+ \(name_key=\? AND (id|rowid)[<>]\?/)
      expect(said).toMatch(/SEARCH t_firm USING INDEX \w+ \(name_key[<>]\?/)
      expect(said).not.toContain('SCAN t_firm')
    } else {
      const [{ type, key_len }] = plan as [Record<string, unknown>]
      const [alone] = await selectRaw<Record<string, unknown>>(
        world.db,
        'explain select id from t_firm where name_key = ?',
        ['x'],
      )
      expect(type).toBe('range')
      // The id narrows it too.
      expect(Number(key_len)).toBeGreaterThan(Number(alone?.['key_len']))
      expect(said).not.toContain('filesort')
    }
  })
})
