import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type ExampleHost } from '../../example-firm/example-host.js'
import { importer } from './scratch-import.js'

/** Each row becomes a contractor and an e-mail: two entries of the trail. */
const ROWS = 240
const SMALL = 60
const mapping = { Nazwa: 'name', 'E-mail': 'email', Mimo: 'acceptDuplicates' }
/** Of a row, all that its services, rules and plugins ask; none of them is asked again for each row that was before. */
const MOST_FOR_A_ROW = 30
/** The bin and the search are written for many at once. */
const MOST_FOR_AN_UNDONE_ROW = 2

describe.each(scratchEngines)('an import of many rows on %s', (engine) => {
  let example: ExampleHost
  let by: ReturnType<typeof importer>
  beforeAll(async () => {
    example = await exampleHost(engine)
    by = importer(example, await example.as('adam'))
  }, 240_000)
  afterAll(() => example.drop())

  const contractors = async () =>
    (await example.run((ctx) => ctx.db('core_contractor').orderBy('id').select('id', 'name', 'version'))) as object[]
  const hits = async (word: string) => ((await by.api('GET', `/contractors?q=${word}`)).json.items as object[]).length
  const statements = async (work: () => Promise<unknown>) => {
    let count = 0
    const note = () => void (count += 1)
    example.host.kernel.db.on('query', note)
    await work()
    example.host.kernel.db.off('query', note)
    return count
  }
  const taken = async (rows: number, word: string) => {
    const lines = Array.from({ length: rows }, (_, n) => `${word} ${n * 7919};p${n}@${word}.example;tak`)
    const { json } = await by.send('core.contractor', ['Nazwa;E-mail;Mimo', ...lines].join('\n'))
    await by.api('PUT', `/imports/${json.id}`, { mapping, mode: 'create' })
    const asked = await statements(() => by.phase(json.id, 'run'))
    const run = (await by.api('GET', `/imports/${json.id}`)).json
    expect(run.counts).toEqual({ new: rows, changed: 0, unchanged: 0, refused: 0 })
    return { asked, set: Number(run.changeSetId) }
  }
  const undo = (set: number) => by.api('POST', `/change-sets/${set}/reversal`)

  it('asks as much for each row however many there are, and is undone as a job that can be undone itself', async () => {
    const before = await contractors()
    const few = await taken(SMALL, 'maly')
    const many = await taken(ROWS, 'duzy')
    expect(many.asked / ROWS).toBeLessThan(MOST_FOR_A_ROW)
    expect(many.asked / ROWS).toBeLessThan((1.2 * few.asked) / SMALL)
    expect(await hits('duzy')).toBe(50)
    const after = await contractors()

    const begun = await undo(many.set)
    expect([begun.status, begun.json.total]).toEqual([202, 2 * ROWS])
    const again = await undo(many.set)
    expect([again.status, again.json.code, again.json.jobId]).toEqual([422, 'core.undo-under-way', begun.json.id])
    const asked = await statements(() => example.host.drain())
    expect(asked / ROWS).toBeLessThan(MOST_FOR_AN_UNDONE_ROW)
    const { json: job } = await by.api('GET', `/jobs/${String(begun.json.id)}`)
    expect(job).toMatchObject({ state: 'done', done: 2 * ROWS, result: { restored: 2 * ROWS, left: 0 } })
    expect(await hits('duzy')).toBe(0)
    expect((await undo(many.set)).json.code).toBe('core.undo-done')

    const back = await undo(Number(job.changeSetId))
    expect(back.status).toBe(202)
    await example.host.drain()
    expect(await contractors()).toEqual(after)
    expect(await hits('duzy')).toBe(50)
    expect((await undo(few.set)).json).toMatchObject({ restored: 2 * SMALL, left: [] })
    expect((await contractors()).length).toBe(before.length + ROWS)
  }, 240_000)

  it('goes on undoing what an earlier try left, and leaves what was changed since', async () => {
    const { set } = await taken(ROWS, 'rzadki')
    const [changed] = (await by.api('GET', '/contractors?q=rzadki&limit=1')).json.items as { id: number }[]
    await by.api('PUT', `/contractors/${changed?.id}`, { version: 1, note: 'zmieniony' })
    const first = await undo(set)
    await by.api('POST', `/jobs/${String(first.json.id)}/cancellation`)
    await example.host.drain()
    expect((await by.api('GET', `/jobs/${String(first.json.id)}`)).json.state).toBe('cancelled')
    expect((await by.api('GET', `/change-sets/${set}`)).json).toMatchObject({ open: true, reversedById: null })

    const second = await undo(set)
    await example.host.drain()
    const { json: job } = await by.api('GET', `/jobs/${String(second.json.id)}`)
    expect(job).toMatchObject({ state: 'done', result: { left: 1 } })
    const { left } = (await by.api('GET', `/change-sets/${String(job.changeSetId)}`)).json
    expect(left).toMatchObject([{ entity: 'core.contractor', record: changed?.id, reason: 'core.changed-since' }])
    expect(await hits('rzadki')).toBe(1)
  }, 240_000)
})
