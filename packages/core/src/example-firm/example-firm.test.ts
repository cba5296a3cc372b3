import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { fileBytes } from './files.js'
import { exampleHost, T, type Doors, type ExampleHost } from './example-host.js'

describe.each(scratchEngines)('the example firm on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    const began = performance.now()
    example = await exampleHost(engine)
    expect(performance.now() - began).toBeLessThan(60_000)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  const get = async (url: string, who = adam) => {
    const answer = await example.host.app.inject({ url: `/api${url}`, headers: { ...who.api } })
    return {
      status: answer.statusCode,
      ...answer.json<{ items: Record<string, unknown>[]; count: { value: number } }>(),
    }
  }
  const count = async (url: string, who = adam) =>
    (await get(`${url}${url.includes('?') ? '&' : '?'}count=yes`, who)).count.value
  const idOf = async (url: string) => (await get(url)).items[0]?.id

  it('has fifteen contractors, twelve companies and three people', async () => {
    expect(await count('/contractors')).toBe(15)
    expect(await count('/contractors?kind=company')).toBe(12)
    expect(await count('/contractors?kind=individual')).toBe(3)
  })

  it('is four units of its own, the board led by Edward', async () => {
    const led = (await get('/units')).items.map(({ name, head }) => [name, (head as { label: string } | null)?.label])
    expect(Object.fromEntries(led)).toEqual({
      Handel: undefined,
      Sekretariat: undefined,
      Serwis: undefined,
      Zarząd: 'Edward Etatowy',
    })
  })

  it('has them by size: two large, three medium, six small and four without', async () => {
    const sizes = ['duza', 'srednia', 'mala'].map((size) => count(`/contractors?attr.wielkosc-firmy=${size}`))
    expect(await Promise.all(sizes)).toEqual([2, 3, 6])
    expect(await count('/contractors?attr.wielkosc-firmy=srednia&attr.wielkosc-firmy=duza')).toBe(5)
    expect(await count('/contractors?attr.wielkosc-firmy.not=mala')).toBe(9)
    expect(await count('/contractors?attr.wielkosc-firmy.empty=yes')).toBe(4)
  })

  it('finds by values of an attribute, all of them or any', async () => {
    const { items } = await get('/contractors?attr.branza.all=hotelarstwo&attr.branza.all=gastronomia')
    expect(items.map((one) => one.displayName)).toEqual(['Hotel Imperial'])
    const sorted = (await get('/contractors?sort=attr.wielkosc-firmy&cols=attr.wielkosc-firmy')).items
    const sizes = sorted.map(
      (one) => (one.attributes as Record<string, unknown> | undefined)?.['wielkosc-firmy'] ?? null,
    )
    expect(sizes).toEqual([
      'duza',
      'duza',
      'srednia',
      'srednia',
      'srednia',
      ...Array<string>(6).fill('mala'),
      null,
      null,
      null,
      null,
    ])
  })

  it('lists contractors in Polish order, also in pages of four with one added between', async () => {
    const names = [
      'Dłużnik Przykładowy sp. z o.o.',
      'Grzejniki Polskie S.A.',
      'Hotel Imperial',
      'Kowalski Jan',
      'Nowak Piotr',
      'Piece Północ',
      'Piece Wschód',
      'Piece Zachód',
      'Poczta Polska',
      'Szkoła Podstawowa',
      'Tutor',
      'Urząd Skarbowy',
      'Współpraca Zofia',
      'Zdrowa Półka',
      'Zdrowy Koszyk',
    ]
    const named = ({ items }: { items: Record<string, unknown>[] }) => items.map((one) => one.displayName)
    expect(named(await get('/contractors?sort=displayName'))).toEqual(names)

    const first = (await get('/contractors?sort=displayName&limit=4')) as {
      items: Record<string, unknown>[]
      next?: string
    }
    const added = await example.host.app.inject({
      method: 'POST',
      url: '/api/contractors',
      headers: { ...adam.api },
      payload: { kind: 'company', name: 'Ą' },
    })
    expect(added.statusCode).toBe(201)
    const pages = [named(first)]
    for (let next = first.next; next;) {
      const page = (await get(
        `/contractors?sort=displayName&limit=4&after=${encodeURIComponent(next)}`,
      )) as typeof first
      pages.push(named(page))
      next = page.next
    }
    expect(pages.map((page) => page.length)).toEqual([4, 4, 4, 3])
    expect(pages.flat()).toEqual(names)
    const { id, version } = added.json<{ id: number; version: number }>()
    const gone = await example.host.app.inject({
      method: 'DELETE',
      url: `/api/contractors/${id}?version=${version}`,
      headers: { ...adam.api },
    })
    expect(gone.statusCode).toBe(200)
  })

  it('has fourteen cases, five of them buying; the hotel is a client twice and a supplier once', async () => {
    expect(await count('/cases')).toBe(14)
    expect(await count('/cases?trade=buying')).toBe(5)
    const hotel = String(await idOf('/contractors?name.has=imperial'))
    const { items } = await get(`/cases?contractor=${hotel}`)
    expect(items.map((one) => one.contractorRole).sort()).toEqual(['client', 'client', 'supplier'])
  })

  it('finds the boiler by its other name, and keeps a case in which something happened', async () => {
    const { items } = await get('/cases?q=grzewcz')
    expect(items.map((one) => one.name)).toEqual(['Kocioł gazowy'])
    const [boiler] = items
    const refused = await example.host.app.inject({
      method: 'DELETE',
      url: `/api/cases/${String(boiler?.id)}?version=${String(boiler?.version)}`,
      headers: { ...adam.api },
    })
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({ code: 'core.case-has-events', count: 12 })
  })

  it('has seven events of the radiators and twelve of the boiler, with six files', async () => {
    const [radiators, boiler] = [await idOf('/cases?name=Grzejniki'), await idOf('/cases?q=grzewcz')]
    expect(await count(`/events?case=${String(radiators)}`)).toBe(7)
    expect(await count(`/events?case=${String(boiler)}`)).toBe(12)
    const { items } = await get(`/cases/${String(boiler)}/attachments`)
    expect(items.map((one) => one.mediaType).sort()).toEqual([
      'application/pdf',
      'audio/wav',
      'image/png',
      'image/tiff',
      'image/tiff',
      'message/rfc822',
    ])
  })

  it('gives a file back byte for byte, the PDF inside a page and the mail only to be saved', async () => {
    const boiler = await idOf('/cases?q=grzewcz')
    const { items } = await get(`/cases/${String(boiler)}/attachments`)
    const open = async (name: string) => {
      const file = items.find((one) => one.name === name)
      return example.host.app.inject({ url: `/attachments/${String(file?.id)}/content`, headers: { ...adam.page } })
    }
    const offer = await open('oferta-kociol.pdf')
    expect(offer.rawPayload.equals(Buffer.from(fileBytes('oferta-kociol.pdf', '2026-10-12')))).toBe(true)
    expect(offer.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' })
    expect(offer.headers['content-disposition']).toMatch(/^inline;/)
    const mail = await open('termin-prac.eml')
    expect(mail.headers['content-disposition']).toMatch(
      /^attachment; filename="termin-prac.eml"; filename\*=UTF-8''termin-prac.eml$/,
    )
    expect(mail.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
  })

  it('shows Franciszek his one case and neither the boiler nor its files', async () => {
    const franciszek = await example.as('franciszek')
    const boiler = await get('/cases?q=grzewcz')
    const id = String(boiler.items[0]?.id)
    const { items } = await get(`/cases/${id}/attachments`)
    expect(await count('/cases', franciszek)).toBe(1)
    expect((await get(`/cases/${id}`, franciszek)).status).toBe(404)
    expect((await get(`/cases/${id}/attachments`, franciszek)).status).toBe(404)
    expect((await get(`/attachments/${String(items[0]?.id)}/content`, franciszek)).status).toBe(404)
    expect((await get('/cases?q=kocio', franciszek)).items).toHaveLength(0)
  })

  it('is dated from T', async () => {
    const { items } = await get('/cases?sort=createdAt&limit=1')
    expect(String(items[0]?.createdAt) < T).toBe(true)
  })
})
