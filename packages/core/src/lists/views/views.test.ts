import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAttributeType } from '../../attributes/create-attribute-type.js'
import { scratchDoors, type Answer, type Scratch } from '../../contractors/scratch-doors.js'
import { scratchEngines } from '../../db/scratch-databases.js'

const three = 'roles=client&stage=fulfilled&sort=-createdAt&cols=displayName,stage,city'
const names = ({ json }: Answer) => (json.items as { displayName: string }[]).map(({ displayName }) => displayName)

describe.each(scratchEngines)('views that operators keep on %s', (engine) => {
  let doors: Scratch
  let kept: Answer
  beforeAll(async () => {
    doors = await scratchDoors(engine)
    kept = await doors.api(
      'POST',
      '/views',
      { list: 'core.contractors', name: 'W realizacji', address: three },
      'cezary',
    )
  }, 120_000)
  afterAll(() => doors.example.drop())

  /** A page with its texts as a browser reads them. */
  const page = async (url: string, login = 'cezary') => {
    const { body } = await doors.page(url, undefined, login)
    return body.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
  }
  const change = (body: object, login = 'cezary') => doors.api('PUT', `/views/${kept.json.id}`, body, login)
  const current = async () => (await doors.api('GET', `/views/${kept.json.id}`, undefined, 'cezary')).json

  it('hold a filter, an order and columns, and bring them back under their number', async () => {
    expect(kept.status).toBe(201)
    expect(kept.json).toMatchObject({
      name: 'W realizacji',
      audience: 'private',
      owner: { label: 'Cezary Cichy' },
      address: 'roles=client&stage=fulfilled&sort=-createdAt&cols=displayName%2Cstage%2Ccity',
      href: `/contractors?view=${kept.json.id}`,
    })
    const asked = (query: string) => doors.api('GET', `/contractors?${query}`, undefined, 'cezary')
    const whole = names(await asked(three))
    expect(whole.length).toBeGreaterThan(1)
    expect(names(await asked(`view=${kept.json.id}`))).toEqual(whole)
    // What stands beside it overrides it, and `without` takes a condition off.
    expect(names(await asked(`view=${kept.json.id}&sort=createdAt`))).toEqual(whole.toReversed())
    expect(names(await asked(`view=${kept.json.id}&stage=order`))).toEqual(
      names(await asked('roles=client&stage=order&sort=-createdAt')),
    )
    expect(names(await asked(`view=${kept.json.id}&without=stage`))).toEqual(
      names(await asked('roles=client&sort=-createdAt')),
    )
  })

  it('open on a page with their columns in the order chosen, their conditions as chips', async () => {
    const body = await page(kept.json.href as string, 'cezary')
    const heads = [...body.matchAll(/<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)/g)].map(([, text]) => text)
    expect(heads).toEqual(['Nazwa', 'Etap', 'Miasto'])
    expect(body).toContain(`/contractors?view=${kept.json.id}&without=stage`)
    expect(body).toContain('cols=stage%2CdisplayName%2Ccity')
    const counted = await page(`${kept.json.href as string}&count=views`)
    expect(counted).toContain('W realizacji <span class="count">')
  })

  it('are seen by nobody else until they are shared, and changed by nobody but their author', async () => {
    const { id } = kept.json
    const dorota = (url: string) => doors.api('GET', url, undefined, 'dorota')
    expect((await dorota(`/views/${id}`)).status).toBe(404)
    expect((await dorota(`/contractors?view=${id}`)).json.code).toBe('core.malformed')
    expect(await page(`/contractors?view=${id}`, 'dorota')).toContain('data-fault')

    expect((await change({ version: 1, audience: 'all' })).json).toMatchObject({ version: 2, audience: 'all' })
    expect((await dorota('/views?list=core.contractors')).json.items).toMatchObject([{ id, mine: false }])
    expect((await dorota(`/contractors?view=${id}`)).status).toBe(200)
    const refused = await change({ version: 2, name: 'Moje' }, 'dorota')
    expect([refused.status, refused.json.code]).toEqual([403, 'core.view-foreign'])
    const body = await page(`/contractors?view=${id}`, 'dorota')
    expect(body).toContain('Zapisz jako własny')
    expect(body).not.toContain('Zmień nazwę lub udostępnij')
  })

  it('are shared with one role, by whoever may share', async () => {
    const roles = (await doors.api('GET', '/roles')).json.items as { id: number; name: string }[]
    const role = roles.find(({ name }) => name === 'Kierownik')?.id
    const { version } = await current()
    expect((await change({ version, audience: 'role' })).json.code).toBe('core.required')
    expect((await change({ version, audience: 'role', roleId: role })).status).toBe(200)
    expect((await doors.api('GET', `/views/${kept.json.id}`, undefined, 'dorota')).status).toBe(200)
    expect((await doors.api('GET', `/views/${kept.json.id}`, undefined, 'anna')).status).toBe(404)
    const anna = await doors.api(
      'POST',
      '/views',
      { list: 'core.contractors', name: 'Dla was', audience: 'all' },
      'anna',
    )
    expect([anna.status, anna.json.permission]).toEqual([403, 'core.share-views'])
  })

  it('are renamed, checked for their version, and have a name of their own', async () => {
    const { version } = await current()
    expect((await change({ name: 'Bez wersji' })).status).toBe(428)
    expect((await change({ version: 1, name: 'Stara' })).status).toBe(409)
    expect((await change({ version, name: 'Realizacja' })).json.name).toBe('Realizacja')
    const twin = await doors.api('POST', '/views', { list: 'core.contractors', name: 'Realizacja' }, 'cezary')
    expect(twin.json).toMatchObject({ status: 422, code: 'core.taken' })
    const odd = await doors.api(
      'POST',
      '/views',
      { list: 'core.contractors', name: 'Inny', address: 'colour=red' },
      'cezary',
    )
    expect(odd.json).toMatchObject({ status: 400, code: 'core.malformed' })
  })

  it('are kept from a page as it stands, amounts as typed, and one of them opens the list', async () => {
    const form = { list: 'core.contractors', name: 'Z Warszawy', address: 'view=mine&city=Warszawa' }
    const made = await doors.page('/views', form, 'cezary')
    expect(made.status).toBe(303)
    const mine = (await doors.api('GET', '/views', undefined, 'cezary')).json.items as { id: number; address: string }[]
    const view = mine.find(({ address }) => address.includes('city=Warszawa'))
    expect(view?.address).toBe('deactivatedAt.empty=yes&owner=me&city=Warszawa&sort=displayName')
    const usual = { list: 'core.contractors', view: String(view?.id) }
    expect((await doors.page('/views/usual', usual, 'cezary')).status).toBe(303)
    expect(await page('/contractors', 'cezary')).toMatch(/aria-current="page"[^>]*>Z Warszawy/)
    expect((await doors.api('PUT', '/views/usual', { ...usual, view: '99999' }, 'cezary')).status).toBe(404)
    expect(await page('/views', 'cezary')).toContain('Z Warszawy')
    await doors.page(`/views/${view?.id}/removal`, { version: '1' }, 'cezary')
    expect(await page('/contractors', 'cezary')).toMatch(/aria-current="page"[^>]*>Wszyscy/)
  })

  it('say so and show no row when a field is gone, and never more rows', async () => {
    await doors.example.host.runInCtx({ origin: 'console', system: true }, async (ctx) => {
      await createAttributeType(ctx, { entity: 'core.contractor', labelPl: 'Segment', kind: 'text' })
    })
    const address = 'roles=client&attr.segment=a'
    const { json } = await doors.api('POST', '/views', { list: 'core.contractors', name: 'Segment', address })
    expect(json.address).toContain('attr.segment=a')
    await doors.example.host.runInCtx({ origin: 'console', system: true }, async (ctx) => {
      await ctx.db('core_attribute_type').where({ key: 'segment' }).update({ archived_at: ctx.now() })
      await ctx.db('core_revision').where({ name: 'attributes' }).increment('n', 1)
    })
    const broken = await doors.api('GET', `/contractors?view=${json.id}&count=yes`)
    expect(broken.json).toMatchObject({ status: 422, code: 'core.view-broken' })
    const body = await page(`/contractors?view=${json.id}`, 'adam')
    expect(body).toContain('data-broken')
    expect(body).not.toContain('data-row=')
    expect(body).toContain('without=attr.segment')
    const without = await doors.api('GET', `/contractors?view=${json.id}&without=attr.segment&limit=200`)
    expect(names(without)).toEqual(names(await doors.api('GET', '/contractors?roles=client&limit=200')))
  })
})
