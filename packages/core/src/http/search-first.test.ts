import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Fields = Readonly<Record<string, string>>

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const noticesOf = (html: string) =>
  [...html.matchAll(/data-fault[^>]*>(.*?)<\/p>/g)].map(([, words = '']) => words.replace(/<svg.*?<\/svg>/g, ''))

/** What a reference of a page offers, and what stands typed beside it. */
function partOf(html: string, name: string) {
  const combo =
    plain(html)
      .split('<bb-combo ')
      .find((part) => part.includes(`name="${name}" `)) ?? ''
  const offer = /<noscript>.*?<\/noscript>/s.exec(combo)?.[0] ?? ''
  return {
    options: [...offer.matchAll(/<option value="(\d*)"( selected)?>([^<]*)/g)].map(([, value, selected, label]) => ({
      value,
      label,
      selected: selected !== undefined,
    })),
    hidden: /<input type="hidden" name="[^"]*" value="(\d*)"/.exec(offer)?.[1],
    text: /type="search"[^>]* value="([^"]*)"/.exec(offer)?.[1],
    said: /<span class="hint"[^>]*>([^<]*)/.exec(offer)?.[1],
  }
}

describe.each(scratchEngines)('a reference without a script on %s', (engine) => {
  let example: ExampleHost
  let doors: Doors
  let imperial: string
  beforeAll(async () => {
    example = await exampleHost(engine)
    doors = await example.as('adam')
    const [{ id }] = (await example.host.kernel.db('core_contractor').where({ name: 'Hotel Imperial' })) as [
      { id: number },
    ]
    imperial = String(id)
  }, 120_000)
  afterAll(() => example.drop())

  const send = (url: string, fields: Fields, headers: Fields = doors.page) =>
    example.host.app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
  const get = async (url: string) => plain((await example.host.app.inject({ url, headers: doors.page })).body)
  const cases = async () =>
    Number(((await example.host.kernel.db('core_case').count({ n: '*' })) as { n: number }[])[0]?.n)
  const form = { name: 'Nowa „pompa”', note: 'druga\r\nlinia', contractorId: '' }

  it('asks for words on a page of something new, and shows what is chosen on one that is changed', async () => {
    const fresh = await get('/cases/new')
    expect(partOf(fresh, 'contractorId')).toEqual({ options: [], hidden: '', text: '', said: undefined })
    expect(fresh).toContain('name="contractorId.search" value="1" aria-label="Szukaj: Kontrahent"')
    const chosen = partOf(await get(`/cases/new?contractor=${imperial}`), 'contractorId')
    expect(chosen.options).toEqual([
      { value: '', label: '—', selected: false },
      { value: imperial, label: 'Hotel Imperial', selected: true },
    ])
  })

  it('takes the only match, keeps all that was typed and writes nothing', async () => {
    const before = await cases()
    const { statusCode, body } = await send('/cases', { ...form, 'contractorId.text': 'imper' })
    expect([statusCode, await cases()]).toEqual([200, before])
    const { options, text, said } = partOf(body, 'contractorId')
    expect(options.filter(({ selected }) => selected).map(({ value }) => value)).toEqual([imperial])
    expect([text, said]).toEqual(['', ''])
    expect(body).toContain('value="Nowa „pompa”"')
    expect(body).toMatch(/>druga\r?\nlinia<\/textarea>/)
    expect(body).not.toContain('class="summary"')
  })

  it('offers several to choose from, asks until one is chosen, and is saved then', async () => {
    const sent = { ...form, 'contractorId.text': 'piece' }
    const { body } = await send('/cases', sent)
    const { options, text, said } = partOf(body, 'contractorId')
    expect(options).toHaveLength(4)
    expect(options[0]).toMatchObject({ value: '', label: '— wybierz —' })
    expect(options.some(({ selected }) => selected)).toBe(false)
    expect([text, said]).toEqual(['piece', 'Wybierz z listy albo wpisz więcej, aby ją skrócić.'])
    expect(body).toContain('name="contractorId.asked" value="piece"')

    const asked = { ...sent, 'contractorId.asked': 'piece' }
    expect((await send('/cases', asked)).statusCode).toBe(200)
    const before = await cases()
    const saved = await send('/cases', { ...asked, contractorId: options[1]?.value ?? '' })
    expect([saved.statusCode, await cases()]).toEqual([303, before + 1])
  })

  it('says at the field that nothing matches, and keeps what had been chosen', async () => {
    const none = partOf((await send('/cases', { ...form, 'contractorId.text': 'xyzzy' })).body, 'contractorId')
    expect(none).toEqual({
      options: [],
      hidden: '',
      text: 'xyzzy',
      said: 'Nic nie pasuje do „xyzzy”. Wpisz co innego albo wyczyść to pole.',
    })
    const kept = { ...form, contractorId: imperial, 'contractorId.text': 'xyzzy' }
    const { options } = partOf((await send('/cases', kept)).body, 'contractorId')
    expect(options.find(({ selected }) => selected)).toMatchObject({ value: imperial, label: 'Hotel Imperial' })
  })

  it('offers eight at most when the button is pressed with nothing typed', async () => {
    const { body } = await send('/cases', { ...form, 'contractorId.text': '', 'contractorId.search': '1' })
    expect(partOf(body, 'contractorId').options).toHaveLength(9)
    const idle = await send('/cases', { ...form, name: '', 'contractorId.text': '' })
    expect([idle.statusCode, partOf(idle.body, 'contractorId').options]).toEqual([422, []])
  })

  it('offers what may be seen and picked, and nothing else', async () => {
    const event = { type: 'call', subject: 'x', contractorId: '', caseId: '', 'caseId.text': 'kocio' }
    expect(partOf((await send('/events', event)).body, 'caseId').options).toHaveLength(2)
    const { page } = await example.as('franciszek')
    const hidden = partOf((await send('/events', event, page)).body, 'caseId')
    expect([hidden.options, hidden.said?.startsWith('Nic nie pasuje')]).toEqual([[], true])

    await example.host.kernel
      .db('core_contractor')
      .where({ id: imperial })
      .update({ deactivated_at: '2026-11-05T08:00:00.000Z' })
    const left = await send('/cases', { ...form, 'contractorId.text': 'imperial' })
    expect(partOf(left.body, 'contractorId').options).toEqual([])
    await example.host.kernel.db('core_contractor').where({ id: imperial }).update({ deactivated_at: null })
  })

  it('works on the form of what is changed, and for a contractor whose cases are then a short list', async () => {
    const [{ id }] = (await example.host.kernel.db('core_case').where({ name: 'Kocioł gazowy' })) as [{ id: number }]
    const changed = await send(`/cases/${id}`, { ...form, version: '1', ownerId: '', 'ownerId.text': 'anna' })
    expect(changed.statusCode).toBe(200)
    expect(changed.body).toContain(`action="/cases/${id}"`)
    expect(partOf(changed.body, 'ownerId').options.some(({ selected }) => selected)).toBe(true)

    const event = await send('/events', { type: 'call', contractorId: '', 'contractorId.text': 'imper', caseId: '' })
    expect(event.body).toMatch(/<select class="control" id="f-caseId".*?Kocioł gazowy/s)
  })

  it('is no way around rights, addresses and clean texts', async () => {
    const step = { ...form, 'contractorId.text': 'imper' }
    expect((await send('/cases/abc', step)).statusCode).toBe(404)
    expect((await send('/cases/999999', step)).statusCode).toBe(404)
    const { cookie = '' } = doors.page
    expect((await send('/cases', step, { cookie, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
    expect((await send('/cases', { ...form, 'contractorId.text': 'im\u0000per' })).statusCode).toBe(422)
    expect(
      partOf((await send('/cases', { ...form, 'contractorId.text': 'ż'.repeat(5000) })).body, 'contractorId').options,
    ).toEqual([])
    const odd = await send('/cases', { ...step, contractorId: "1' or '1", 'constructor.text': 'x' })
    expect([odd.statusCode, partOf(odd.body, 'contractorId').options.length]).toEqual([200, 2])
    expect((await send('/cases', { ...form, 'nobody.text': 'x' })).statusCode).toBe(422)
  })

  it('is left alone by a script, which has found by itself', async () => {
    const scripted = { ...form, contractorId: imperial, 'contractorId.text': 'piece' }
    const saved = await send('/cases', scripted, { ...doors.page, 'hx-request': 'true' })
    expect(saved.headers['hx-redirect']).toMatch(/^\/cases\/\d+$/)
  })

  it('finds for a filter of a list: the only match is in force, of several one is to be chosen there', async () => {
    const rows = (html: string) => html.match(/data-row/g)?.length ?? 0
    const all = await get('/cases?view=all&contractor=&contractor.text=')
    expect(all).not.toContain('data-fault')
    const one = await get('/cases?view=all&contractor=&contractor.text=imper&limit=25')
    expect([rows(one) > 0, rows(one) < rows(all)]).toEqual([true, true])
    expect(one).toContain('Kontrahent: Hotel Imperial')
    expect(one).not.toContain('contractor.text&#x3D;')
    const several = await get('/cases?view=all&contractor=&contractor.text=piece')
    expect(noticesOf(several)).toEqual([expect.stringContaining('Filtr „Kontrahent”. Wybierz z listy albo')])
    expect([rows(several), partOf(several, 'contractor').options.length]).toEqual([rows(all), 4])
    const none = noticesOf(await get('/cases?view=all&contractor=&contractor.text=xyzzy'))
    expect(none).toEqual([expect.stringContaining('Filtr „Kontrahent”. Nic nie pasuje do „xyzzy”.')])
  })
})
