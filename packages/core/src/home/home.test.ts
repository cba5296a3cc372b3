import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { stages } from '../contractors/options.js'
import { selectRaw } from '../db/select-raw.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import { plansOf } from '../example-firm/plans-of.js'

/** An administrator, who sees all, and people who see their own or their department's. */
const LOGINS = ['adam', 'anna', 'cezary']
/** Ranges that end after what is shown, or after as many as are counted. */
const BOUNDED = [
  /^SEARCH core_(event|case) USING INTEGER PRIMARY KEY \(rowid=\?\)$/,
  /^SEARCH core_event USING (COVERING )?INDEX core_event_by_performer \(performer_id=\? AND state=\? AND at>\? AND at<\?\)$/,
  /^SEARCH core_event USING (COVERING )?INDEX core_event_day_owner \(owner_id=\? AND performer_id=\? AND state=\? AND at>\? AND at<\?\)$/,
  /^SEARCH core_event USING (COVERING )?INDEX core_event_due_performer \(performer_id=\? AND state=\? AND deadline[=<>]\?\)$/,
  /^SEARCH core_event USING (COVERING )?INDEX core_event_due_owner \(owner_id=\? AND performer_id=\? AND state=\? AND deadline[=<>]\?\)$/,
  /^SEARCH core_case USING (COVERING )?INDEX core_case_open(_of)? \((owner_id=\? AND )?closed_at=\?( AND created_at>\?)?\)$/,
  /^SEARCH core_contractor USING COVERING INDEX core_contractor_active(_of)? \((owner_id=\? AND )?deactivated_at=\?\)$/,
]
const HTMX = { 'hx-request': 'true', 'hx-request-type': 'partial' }

describe.each(scratchEngines)('the first page on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  const get = async (url: string, headers: object = {}) =>
    (await example.host.app.inject({ method: 'GET', url, headers: { ...adam.page, ...headers } })).body
  const figures = (body: string) =>
    [...body.matchAll(/class="kpi-figure num"><a[^>]*>([^<]*)</g)].map(([, text]) => text)

  it('leaves the stages to a fragment that comes afterwards, and shows their names meanwhile', async () => {
    const page = await get('/')
    expect(page).toContain('hx-get="/home/stages"')
    expect(page).toContain('/contractors?stage&#x3D;offer"')
    const fragment = await get('/home/stages', HTMX)
    expect(fragment).not.toContain('<html')

    const { db } = example.host.kernel
    const [found] = await selectRaw<{ n: number }>(
      db,
      "select count(*) as n from core_contractor where deactivated_at is null and stage = 'offer'",
      [],
    )
    expect(Number(found?.n)).toBeGreaterThan(0)
    expect(fragment).toMatch(new RegExp(`stage&#x3D;offer">[^<]+</a></span><b class="num">${found?.n}</b>`))
  })

  it('counts as far as a thousand and says so', async () => {
    const { db } = example.host.kernel
    const [before] = await selectRaw<{ n: number; id: number }>(
      db,
      'select count(*) as n, max(id) as id from core_case where closed_at is null',
      [],
    )
    expect(figures(await get('/'))[2]).toBe(String(before?.n))

    const { id: _id, ...one } = await db('core_case').where({ id: before?.id }).first<Record<string, unknown>>()
    const more = Array.from({ length: 1001 - Number(before?.n) }, (_, at) => ({ ...one, number: `N/${at}` }))
    await db.batchInsert('core_case', more.slice(1), 50)
    expect(figures(await get('/'))[2]).toBe('1000')
    await db.batchInsert('core_case', more.slice(0, 1), 50)
    expect(figures(await get('/'))[2]).toBe('ponad 1000')
  })
})

describe('the first page asks the embedded database', () => {
  let example: ExampleHost
  beforeAll(async () => {
    example = await exampleHost('sqlite')
  }, 120_000)
  afterAll(() => example.drop())

  /** How the first page's own statement finds cases, contractors and events. */
  async function plan(who: Doors, url: string): Promise<readonly string[]> {
    const plans = await plansOf(example, who, url)
    const own = plans.find(({ sql }) => sql.includes('limit 1001) counted') || sql.includes('limit 10001) counted'))
    return own?.steps ?? []
  }

  it.each(LOGINS)('for nothing but ranges of its indexes, for %s', async (login) => {
    const who = await example.as(login)
    const found = await plan(who, '/')
    expect(found.length).toBeGreaterThan(15)
    expect(found.filter((detail) => !BOUNDED.some((way) => way.test(detail)))).toEqual([])
  })

  it('for the stages from an index alone', async () => {
    const found = await plan(await example.as('adam'), '/home/stages')
    const way = 'SEARCH core_contractor USING COVERING INDEX core_contractor_active (deactivated_at=? AND stage=?)'
    expect(found).toEqual(stages.map(() => way))
  })
})
