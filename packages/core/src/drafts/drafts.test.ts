import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchDoors, type Scratch } from '../contractors/scratch-doors.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { passingRows } from '../host/life/own-rows.js'
import { dropDraftsAbout, sweepDrafts } from './drop-drafts.js'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

describe.each(scratchEngines)('drafts of forms on %s', (engine) => {
  let scratch: Scratch
  let hotel: number
  let version: number
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
    hotel = await scratch.named('Hotel Imperial')
    version = (await scratch.api('GET', `/contractors/${hotel}`)).json.version
  }, 240_000)
  afterAll(() => scratch.example.drop())

  const keep = (address: string, fields: Readonly<Record<string, string>>, login = 'anna') =>
    scratch.api('PUT', '/drafts', { address, typed: new URLSearchParams(fields).toString() }, login)
  const listed = async (login = 'anna') =>
    (await scratch.api('GET', '/drafts', undefined, login)).json.items as {
      id: number
      address: string
      title: string
      about: string
    }[]
  const none = async () => {
    await scratch.example.host.kernel.db('core_draft').delete()
  }
  /** Sends a form as the script of its page does. */
  const send = async (url: string, from: string, fields: Readonly<Record<string, string>>, login = 'anna') => {
    const { page } = await scratch.example.as(login)
    const headers = { ...page, ...FORM, 'hx-request': 'true', 'hx-current-url': `http://localhost${from}` }
    const payload = new URLSearchParams(fields).toString()
    const { statusCode } = await scratch.example.host.app.inject({ method: 'POST', url, headers, payload })
    return statusCode
  }

  it('bring the page of a form back as it was typed, with the version it began from', async () => {
    const at = `/contractors/${hotel}/edit`
    const kept = await keep(at, {
      version: String(version),
      name: 'Hotel Imperial i',
      note: 'niedokończ',
      idempotencyKey: 'k',
    })
    expect(kept.json).toMatchObject({ form: 'core.contractor', address: at, version })
    expect(kept.json.values).toEqual({ version: String(version), name: 'Hotel Imperial i', note: 'niedokończ' })
    const { body } = await scratch.page(at, undefined, 'anna')
    expect(body).toContain('value="Hotel Imperial i"')
    expect(body).toContain('niedokończ')
    expect(body).toMatch(/Przywrócono wersję roboczą z.09:00/)
    expect(body).not.toContain('Od tego czasu ktoś zmienił')
  })

  it('are their writer’s alone', async () => {
    const [mine] = await listed()
    expect(mine).toMatchObject({ title: 'Zmiana danych kontrahenta', about: 'Hotel Imperial i' })
    expect(await listed('adam')).toEqual([])
    expect((await scratch.page(`/contractors/${hotel}/edit`)).body).not.toContain('niedokończ')
    for (const method of ['GET', 'DELETE'] as const)
      expect((await scratch.api(method, `/drafts/${mine?.id ?? 0}`, undefined, 'adam')).status).toBe(404)
  })

  it('say that the record was changed since, and are settled as any other conflict', async () => {
    await scratch.api('PUT', `/contractors/${hotel}`, { version, name: 'Hotel Imperial Adama' })
    const { body } = await scratch.page(`/contractors/${hotel}/edit`, undefined, 'anna')
    expect(body).toContain('Od tego czasu ktoś zmienił')
    expect(body).toContain(`name="version" value="${version}"`)
    const fields = { version: String(version), name: 'Hotel Imperial i' }
    expect(await send(`/contractors/${hotel}`, `/contractors/${hotel}/edit`, fields)).toBe(409)
    expect(await listed()).toHaveLength(1)
  })

  it('go when their form is saved, and stay when it is refused', async () => {
    const now = (await scratch.api('GET', `/contractors/${hotel}`)).json.version
    const at = `/contractors/${hotel}/edit`
    expect(await send(`/contractors/${hotel}`, at, { version: String(now), name: '' })).toBe(422)
    expect(await listed()).toHaveLength(1)
    expect(await send(`/contractors/${hotel}`, at, { version: String(now), name: 'Hotel Imperial' })).toBe(200)
    expect(await listed()).toEqual([])
  })

  it('of something new are told apart by what their page was asked for', async () => {
    await keep('/events/new?contractor=1&utm=x', { subject: 'pierwszy' })
    await keep('/events/new', { subject: 'drugi' })
    await keep('/events/new', { subject: 'drugi, dalej' })
    expect((await listed()).map(({ address, about }) => [address, about]).sort()).toEqual([
      ['/events/new', 'drugi, dalej'],
      ['/events/new?contractor=1', 'pierwszy'],
    ])
    const body = { name: 'Firma z wersji roboczej', kind: 'company', country: 'PL', acceptDuplicates: 'on' }
    await keep('/contractors/new', body)
    expect(await send('/contractors', '/contractors/new', body)).toBe(200)
    expect((await listed()).map(({ address }) => address)).not.toContain('/contractors/new')
    expect(await listed()).toHaveLength(2)
    await none()
  })

  it('are thrown away by their writer, from the form or from the list', async () => {
    await keep('/events/new', { subject: 'a' })
    await keep('/cases/new', { name: 'b' })
    const page = await scratch.page('/drafts', undefined, 'anna')
    expect(page.body).toContain('href="/cases/new"')
    const [one, two] = await listed()
    expect((await scratch.page(`/drafts/${one?.id}/removal`, { from: 'list' }, 'anna')).at).toBe('/drafts')
    expect((await scratch.page(`/drafts/${two?.id}/removal`, {}, 'anna')).at).toBe(two?.address)
    expect(await listed()).toEqual([])
    expect((await scratch.page('/events/new', undefined, 'anna')).body).not.toContain('draft-bar')
  })

  it('are kept of forms one may open only, and of no more than fits', async () => {
    expect((await keep('/operators/new', { login: 'x' })).status).toBe(404)
    expect((await keep('/contractors/999999/edit', { name: 'x' })).status).toBe(404)
    expect((await keep('/contractors/new', { name: 'x' }, 'franciszek')).status).toBe(403)
    const large = await keep('/cases/new', { name: 'x', note: 'ą'.repeat(40_000) })
    expect([large.status, large.json.code]).toEqual([422, 'core.draft-too-large'])
    expect(await listed()).toEqual([])
  })

  it('go after thirty days, with a plugin, and with the data of whom they are about', async () => {
    await keep('/events/new', { subject: 'stary' })
    await scratch.example.run((ctx) => sweepDrafts({ ...ctx, now: () => '2026-12-05T07:00:00.000Z' }))
    expect(await listed()).toHaveLength(1)
    await scratch.example.run((ctx) => sweepDrafts({ ...ctx, now: () => '2026-12-05T09:00:00.000Z' }))
    expect(await listed()).toEqual([])

    expect(passingRows({ id: 'garden', entities: [] } as never).map(({ table }) => table)).toContain('core_draft')
    await keep(`/contractors/${hotel}/edit`, { name: 'o nim' })
    await keep('/cases/new', { name: 'o nim też', contractorId: String(hotel) })
    await keep('/events/new', { subject: 'o kim innym', contractorId: `${hotel}1` })
    await scratch.example.run((ctx) => dropDraftsAbout(ctx, 'core.contractor', [hotel]))
    expect((await listed()).map(({ about }) => about)).toEqual(['o kim innym'])
  })
})
