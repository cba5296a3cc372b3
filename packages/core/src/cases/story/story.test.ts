import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fromBuffer, type Entry } from 'yauzl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../../example-firm/example-host.js'
import { stopRenderer } from '../../pdf/render-pdf.js'
import { archiveNames } from './archive-names.js'
import type { Story } from './story.js'

type Json = Record<string, unknown> & { id: number; version: number; items: Json[] }

afterAll(() => stopRenderer())

describe.each(scratchEngines)('the story of a case on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let franciszek: Doors
  let caseId: number
  beforeAll(async () => {
    example = await exampleHost(engine)
    ;[adam, franciszek] = [await example.as('adam'), await example.as('franciszek')]
    caseId = (await api('GET', '/cases?q=grzewcz')).items[0]?.id ?? 0
  }, 240_000)
  afterAll(() => example.drop())

  const api = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
    (
      await example.host.app.inject({ method, url: `/api${url}`, headers: adam.api, ...(payload && { payload }) })
    ).json<Json>()
  const get = (url: string, headers = adam.api) => example.host.app.inject({ url, headers })
  const story = async (on?: string) => (await get(`/api/cases/${caseId}/story${on ? `?on=${on}` : ''}`)).json<Story>()

  it('tells its events from the first to the last, with notes, people, files and their hashes', async () => {
    const told = await story()
    expect(told).toMatchObject({ name: 'Kocioł gazowy', contractor: 'Hotel Imperial', closedAt: null, cut: false })
    expect(told.events).toHaveLength(12)
    const times = told.events.flatMap(({ at }) => at ?? [])
    expect(times).toEqual([...times].sort())
    const files = told.events.flatMap((each) => each.files)
    const shown = (await api('GET', `/cases/${caseId}/attachments`)).items
    expect(files.map(({ name }) => name).sort()).toEqual(shown.map(({ name }) => name).sort())
    expect(files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true)
  })

  it('is read from the trail for a past day: what came later is taken back, and how an event went is told', async () => {
    const open = (await story()).events.find(({ state }) => state === 'planned')
    if (!open) throw new Error('nothing is planned')
    example.clock.set('2026-11-06T09:00:00.000Z')
    await api('POST', `/events/${open.id}/completion`, { outcome: 'Piec stoi' })
    await api('PUT', `/cases/${caseId}`, { ...(await versionOf()), name: 'Kocioł na gaz' })

    const now = await story()
    const done = now.events.find(({ id }) => id === open.id)
    expect([now.name, done?.state, done?.outcome]).toEqual(['Kocioł na gaz', 'done', 'Piec stoi'])
    expect(done?.turns.map(({ state }) => state)).toEqual(['planned', 'done'])
    expect(done?.turns.at(-1)?.by).toBe('Adam Admin')
    const past = await story('2026-11-05')
    const then = past.events.find(({ id }) => id === open.id)
    expect([past.name, then?.state, then?.outcome]).toEqual(['Kocioł gazowy', 'planned', null])
    expect((await get(`/api/cases/${caseId}/story?on=2026-11-07`)).statusCode).toBe(400)
    expect((await get(`/api/cases/${caseId}/story?on=2020-01-01`)).statusCode).toBe(404)
  })

  const versionOf = async () => ({ version: (await api('GET', `/cases/${caseId}`)).version })

  it('tells nobody of events he may not see', async () => {
    const mine = await get(`/api/cases/${caseId}/story`, franciszek.api)
    const theirs = (await get('/api/cases', franciszek.api)).json<Json>().items
    expect(theirs.some(({ id }) => id === caseId)).toBe(mine.statusCode === 200)
    const stranger = await example.as('grazyna')
    expect((await get(`/api/cases/${caseId}/story/zip`, stranger.api)).statusCode).toBe(404)
  })

  it('is a page, a PDF and an archive with every file, its bytes as they came', async () => {
    const browser = (await example.as('adam')).page
    const page = await get(`/cases/${caseId}/story?on=2026-11-05`, browser)
    expect(page.body).toContain('Kocioł gazowy')
    expect(page.body).toContain('stan na 05.11.2026')
    const pdf = await get(`/api/cases/${caseId}/story/pdf`)
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])

    const zip = await get(`/cases/${caseId}/story/zip`, browser)
    expect(zip.headers['content-disposition']).toContain('.zip')
    const entries = await unpacked(zip.rawPayload)
    const files = (await story()).events.flatMap((each) => each.files)
    expect([...entries.keys()].slice(0, 2)).toEqual(['przebieg.pdf', 'spis.csv'])
    expect(entries.size).toBe(files.length + 2)
    for (const { sha256 } of files) expect(entries.get('spis.csv')?.toString()).toContain(sha256)
    const one = await get(`/api/attachments/${files[0]?.id}/content`)
    expect([...entries.values()].some((bytes) => bytes.equals(one.rawPayload))).toBe(true)
    expect((await get(`/cases/${caseId}/story/zip`, browser)).rawPayload.byteLength).toBe(zip.rawPayload.byteLength)
  })
})

describe('names in an archive', () => {
  it('are safe anywhere, unique for who is blind to case, and keep their Polish letters', () => {
    expect(
      archiveNames(['umowa łódź.pdf', 'UMOWA ŁÓDŹ.PDF', '../../etc/passwd', 'con.txt', 'a:b?.txt', '...']),
    ).toEqual(['umowa łódź.pdf', 'UMOWA ŁÓDŹ (2).PDF', 'passwd', '_con.txt', 'a_b_.txt', 'plik'])
    const long = archiveNames([`${'ż'.repeat(300)}.pdf`, `${'ż'.repeat(300)}.pdf`])
    expect(long).toEqual([`${'ż'.repeat(120)}.pdf`, `${'ż'.repeat(120)} (2).pdf`])
  })
})

/** The entries of an archive by name, in its order. */
async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      const entries = new Map<string, Buffer>()
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (fault, stream) => {
          if (fault) return reject(fault)
          void buffer(Readable.from(stream)).then((content) => {
            entries.set(entry.fileName, content)
            zip.readEntry()
          }, reject)
        })
      })
      zip.on('end', () => resolve(entries))
      zip.readEntry()
    })
  })
}
