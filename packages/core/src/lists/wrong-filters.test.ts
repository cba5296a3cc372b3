import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ScratchHost, scratchHost } from '../host/scratch-host.js'
import { create } from '../entity/create.js'
import { contractor } from '../contractors/contractor.js'
import { createSession } from '../operators/sessions.js'
import { setUp } from '../operators/set-up.js'
import { createToken } from '../operators/tokens.js'

const WRONG = '/contractors?createdAt.ge=2027-02-31&city.has=x&kind=nobody&limit=abc&sort=zzz&view=none&name.has=huta'

describe('a wrong value in the address of a list', () => {
  let scratch: ScratchHost
  let cookie: Record<string, string>
  let bearer: Record<string, string>
  beforeAll(async () => {
    scratch = await scratchHost('sqlite')
    ;[cookie, bearer] = await scratch.run(async (ctx) => {
      const administrator = { login: 'ada', name: 'Ada', password: 'a sesame for tests only' }
      const firm = { firmName: 'Tutor', mailFromAddress: 'biuro@tutor.example' }
      const id = await setUp(ctx, { firm, locale: 'pl', administrator, suggestions: 'all' })
      const { token } = await createToken(ctx, id, { name: 'tests' })
      return [{ cookie: `berberis=${await createSession(ctx, id)}` }, { authorization: `Bearer ${token}` }]
    })
    await scratch.run(async (ctx) => {
      for (const name of ['Huta Żar', 'Młyn'])
        await create(ctx, contractor, { kind: 'company', name, displayName: name })
    })
  })
  afterAll(() => scratch.drop())

  const speak = (locale: string) => scratch.host.kernel.db('core_operator').update({ locale })
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  const page = async (url: string) => {
    const { statusCode, body } = await scratch.host.app.inject({ url, headers: cookie })
    return { statusCode, body: plain(body) }
  }
  const noticesOf = (html: string) =>
    [...html.matchAll(/<p class="notice"[^>]*data-fault[^>]*>(.*?)<\/p>/g)].map(([, words = '']) =>
      words.replace(/<svg.*?<\/svg>/g, '').trim(),
    )

  it('is named above the list in Polish, with the reason, and the rest of the address is in force', async () => {
    await speak('pl')
    const { statusCode, body } = await page(WRONG)
    expect(statusCode).toBe(200)
    expect(noticesOf(body)).toEqual([
      'Pominięto filtr: Utworzono od 2027-02-31. Nie ma takiego dnia w kalendarzu.',
      'Pominięto filtr: Miasto zawiera „x”. Wpisz co najmniej dwa znaki.',
      'Pominięto filtr: Rodzaj: nobody. Wybierz wartość z listy.',
      'Pominięto ustawienie: Kolejność: zzz. Tej listy nie można tak uporządkować.',
      'Pominięto ustawienie: Widok: none. Ta lista nie ma takiego widoku.',
      'Pominięto ustawienie: Wierszy na stronie: abc. Podaj liczbę wierszy od 1 do 200.',
    ])
    expect(body).toContain('Huta Żar')
    expect(body).not.toContain('Młyn')
  })

  it('is named in English too', async () => {
    await speak('en')
    expect(noticesOf((await page(WRONG)).body)).toEqual([
      'Condition left out: Created from 2027-02-31. There is no such day in the calendar.',
      'Condition left out: City contains &quot;x&quot;. Type at least two characters.',
      'Condition left out: Kind: nobody. Choose a value from the list.',
      'Setting left out: Order: zzz. This list cannot be put in that order.',
      'Setting left out: View: none. This list has no such view.',
      'Setting left out: Rows per page: abc. Give a number of rows from 1 to 200.',
    ])
  })

  it('stays in its field, which is marked and says why', async () => {
    await speak('pl')
    const { body } = await page(WRONG)
    const field = (name: string) => new RegExp(`<input[^>]*id="filter-${name}"[^>]*>`).exec(body)?.[0] ?? ''
    expect(field('createdAt.ge')).toMatch(/type="text".*value="2027-02-31" aria-invalid="true"/)
    expect(field('createdAt.ge')).toContain('aria-describedby="filter-createdAt.ge-error"')
    expect(body).toMatch(/id="filter-createdAt\.ge-error".*?Nie ma takiego dnia w kalendarzu/s)
    expect(field('city.has')).toMatch(/value="x" aria-invalid="true"/)
    expect(body).toMatch(/id="filter-kind-error".*?Wybierz wartość z listy/s)
    expect(field('createdAt.le')).toContain('type="date"')
    expect(field('name.has')).not.toContain('aria-invalid')
  })

  it('goes into no link, so that the count and the next page are of what is shown', async () => {
    const { body } = await page(WRONG)
    expect(body).not.toMatch(/(?:href|hx-get)="[^"]*(?:2027-02-31|nobody|abc|zzz)/)
    const count = await page('/contractors?createdAt.ge=2027-02-31&name.has=huta&count=only')
    expect([count.statusCode, count.body]).toEqual([200, expect.stringContaining('1')])
  })

  it('of the columns takes along only those nobody knows, and the others stay in the links', async () => {
    await speak('pl')
    const { body } = await page('/contractors?cols=city,colour,displayName&limit=abc')
    expect(noticesOf(body)[1]).toBe('Pominięto ustawienie: Kolumny: colour. Ta lista nie ma kolumny: colour.')
    expect(body).toContain('cols&#x3D;city%2CdisplayName')
    expect(body).not.toMatch(/(?:href|hx-get)="[^"]*colour/)
    expect(noticesOf((await page('/contractors?cols=city,attr.none')).body)).toHaveLength(1)

    const answered = await scratch.host.app.inject({ url: '/api/contractors?cols=city,colour', headers: bearer })
    expect([answered.statusCode, answered.json<{ errors: object[] }>().errors]).toEqual([
      400,
      [{ path: 'cols', message: 'Ta lista nie ma kolumny: colour.' }],
    ])
  })

  it.each([
    ['pl', 'Nie ma takiego dnia w kalendarzu.', 'Tej listy nie można tak uporządkować.'],
    ['en', 'There is no such day in the calendar.', 'This list cannot be put in that order.'],
  ])('is refused to a program, by path and in words (%s)', async (locale, day, order) => {
    await speak(locale)
    const url = '/api/contractors?createdAt.ge=2027-02-31&limit=abc&sort=zzz&view=none&name.has=huta'
    const answered = await scratch.host.app.inject({ url, headers: bearer })
    expect(answered.statusCode).toBe(400)
    const { errors } = answered.json<{ errors: { path: string; message: string }[] }>()
    expect(errors.map(({ path }) => path)).toEqual(['createdAt.ge', 'sort', 'view', 'limit'])
    expect(errors.slice(0, 2).map(({ message }) => plain(message))).toEqual([day, order])
  })
})
