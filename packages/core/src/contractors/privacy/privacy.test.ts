import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../../example-firm/example-host.js'
import { firstBrokenSeal, sealAudit } from '../../history/seal-audit.js'
import { sweepWords } from '../../search/sweep-words.js'
import type { ErasurePlan } from './erasure-plan.js'
import type { PersonalReport } from './read-personal-data.js'

type Json = Record<string, unknown> & { id: number; version: number; items: Json[]; changeSetId: number; code: string }

describe.each(scratchEngines)("a person's data on %s", (engine) => {
  let example: ExampleHost
  let adam: Doors
  let id: number
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    const jan = {
      kind: 'individual',
      firstName: 'Jeremi',
      lastName: 'Wiśniowiecki',
      note: 'zna szefa',
      roles: ['client'],
    }
    id = (await api('POST', '/contractors', { ...jan, acceptDuplicates: true })).json.id
    const mail = { kind: 'email', value: 'jeremi@wisniowiecki.example', main: true }
    await api('POST', `/contractors/${id}/contacts`, mail)
    const phone = (await api('POST', `/contractors/${id}/contacts`, { kind: 'phone', value: '601 999 111' })).json
    await api('DELETE', `/contractors/${id}/contacts/${phone.id}?version=${phone.version}`)
    await api('POST', `/contractors/${id}/addresses`, { lines: 'Zamkowa 7', postalCode: '00-999', city: 'Łubnie' })
    const { version } = (await api('GET', `/contractors/${id}`)).json
    await api('PUT', `/contractors/${id}`, { version, firstName: 'Jarema', stage: 'offer' })
    await example.run((ctx) => sealAudit({ ...ctx, now: () => '2026-11-05T09:00:00.000Z' }))
  }, 240_000)
  afterAll(() => example.drop())

  async function api(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, who = adam) {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: who.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const page = (url: string) => example.host.app.inject({ url, headers: adam.page })
  const known = ['Wiśniowiecki', 'Jarema', 'Jeremi', 'zna szefa', 'wisniowiecki.example', '601', 'Zamkowa', 'Łubnie']

  it('are told as a whole, of every entity that names them, only to whom may erase them', async () => {
    const report = (await api('GET', `/contractors/${id}/personal-data`)).json as unknown as PersonalReport
    expect(report.sections.map(({ entity }) => entity)).toEqual(
      expect.arrayContaining(['core.contractor', 'core.address', 'core.contact']),
    )
    const told = JSON.stringify(report)
    for (const word of ['Jarema', 'zna szefa', 'jeremi@wisniowiecki.example', 'Zamkowa 7']) expect(told).toContain(word)
    expect((await page(`/contractors/${id}/personal-data`)).body).toContain('Zamkowa 7')
    const cezary = await example.as('cezary')
    expect((await api('GET', `/contractors/${id}/personal-data`, undefined, cezary)).status).toBe(403)
    const hotel = (await api('GET', '/contractors?name.has=imperial')).json.items[0]?.id
    expect((await api('GET', `/contractors/${hotel}/personal-data`)).json.code).toBe('core.not-a-person')
  })

  it('are not erased while something is open with the person, nor by a slip', async () => {
    const plan = { type: 'call', subject: 'Umowa', plannedFrom: '2026-11-20T09:00:00Z', deadline: null }
    const made = (await api('POST', '/events', { ...plan, contractorId: id })).json
    const refused = await api('POST', `/contractors/${id}/erasure`, { confirmed: true })
    expect([refused.status, refused.json.code, refused.json.open]).toEqual([
      422,
      'core.erase-open-cases',
      { cases: 0, events: 1 },
    ])
    await api('POST', `/events/${made.id}/cancellation`, {})
    expect((await api('POST', `/contractors/${id}/erasure`, {})).status).toBe(422)
    const told = (await api('GET', `/contractors/${id}/erasure`)).json as unknown as ErasurePlan
    expect(told.goes.map(({ label }) => label)).toEqual(expect.arrayContaining(['Imię', 'Nazwisko', 'Notatka']))
    expect(told.stays.map(({ label }) => label)).toEqual(['1 zdarzenie'])
    expect((await page(`/contractors/${id}/erasure`)).body).toContain('Usuń dane na zawsze')
  })

  it('leave no trace in rows, search, bin and trail, whose seals still hold, and nothing brings them back', async () => {
    const bin = await api('GET', '/bin')
    expect(JSON.stringify(bin.json)).toContain('601')
    const done = await api('POST', `/contractors/${id}/erasure`, { confirmed: true })
    expect(done.status).toBe(201)
    const { json } = await api('GET', `/contractors/${id}`)
    expect(json).toMatchObject({ displayName: `Osoba usunięta ${id}`, note: null, city: null, stage: 'offer' })
    expect(json.erasedAt).not.toBeNull()
    await example.run((ctx) => sweepWords(ctx))

    const left: string[] = []
    const { db } = example.host.kernel
    for (const table of [
      'core_contractor',
      'core_contact',
      'core_address',
      'core_audit',
      'core_change_set',
      'core_bin',
      'core_search_record',
    ])
      left.push(JSON.stringify(await db(table)))
    for (const word of known.filter((each) => each !== '601'))
      expect(left.filter((all) => all.includes(word))).toEqual([])
    expect(JSON.stringify(await db('core_bin').select('label'))).not.toContain('601')
    expect((await api('GET', '/contractors?q=wisniowiecki')).json.items).toEqual([])
    expect(await example.run((ctx) => firstBrokenSeal(ctx))).toBeNull()

    const trail = (await api('GET', `/contractors/${id}/history`)).json.items
    expect(trail.map(({ action }) => action)).toEqual(expect.arrayContaining(['created', 'changed', 'erasure']))
    const again = await api('PUT', `/contractors/${id}`, { version: json.version, firstName: 'Jarema' })
    expect([again.status, again.json.code]).toEqual([422, 'core.erased-already'])
    expect((await api('POST', `/contractors/${id}/erasure`, { confirmed: true })).status).toBe(409)
  })

  it('of somebody at a company go at every firm he was at', async () => {
    const [hotel, boilers] = (await api('GET', '/contractors?kind=company')).json.items.map((each) => each.id)
    const made = (
      await api('POST', `/contractors/${hotel}/persons`, {
        firstName: 'Bohun',
        lastName: 'Jurko',
        email: 'bohun@sicz.example',
      })
    ).json
    const move = { contractorId: boilers, fromDay: '2026-11-05', keepContacts: true }
    const moved = await api('POST', `/contractors/${hotel}/persons/${made.id}/moves`, move)
    expect(moved.status).toBe(201)
    expect((await api('POST', `/persons/${moved.json.id}/erasure`, { confirmed: true })).status).toBe(201)
    const { db } = example.host.kernel
    const rows = await db('core_person').whereIn('id', [made.id, moved.json.id]).orderBy('id')
    expect(rows.map((row: { display_name: string; email: unknown }) => [row.display_name, row.email])).toEqual([
      [`Osoba usunięta ${made.id}`, null],
      [`Osoba usunięta ${moved.json.id}`, null],
    ])
    expect(JSON.stringify(await db('core_audit'))).not.toMatch(/Bohun|sicz/)
    expect((await api('GET', '/contractors?q=bohun')).json.items).toEqual([])
  })
})
