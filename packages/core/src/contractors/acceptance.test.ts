import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { refusedFields, scratchDoors, type Json, type Scratch } from './scratch-doors.js'

/** All contractors of the example firm, by name. */
const ALL =
  'Dłużnik Przykładowy sp. z o.o., Grzejniki Polskie S.A., Hotel Imperial, Kowalski Jan, Nowak Piotr, Piece Północ, Piece Wschód, Piece Zachód, Poczta Polska, Szkoła Podstawowa, Tutor, Urząd Skarbowy, Współpraca Zofia, Zdrowa Półka, Zdrowy Koszyk'

describe.each(scratchEngines)('contractors of the example firm on %s', (engine) => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
  }, 120_000)
  afterAll(() => scratch.example.drop())

  /** Names and the address of the next page, as a program walks them. */
  async function pageOf(after: string | null) {
    const { json } = await scratch.api('GET', `/contractors?sort=displayName&limit=4${after ? `&after=${after}` : ''}`)
    const items = json.items as Json[]
    return { names: items.map((one) => String(one.displayName)), next: json.next as string | null }
  }

  it('§11.14: stand by name in the Polish order, and no page repeats or hides one when „Ą” comes in between', async () => {
    const { json } = await scratch.api('GET', '/contractors?sort=displayName&limit=200')
    expect((json.items as Json[]).map((one) => one.displayName).join(', ')).toBe(ALL)

    const first = await pageOf(null)
    expect((await scratch.api('POST', '/contractors', { kind: 'company', name: 'Ą' })).status).toBe(201)
    const pages = [first.names]
    for (let next = first.next; next !== null;) {
      const page = await pageOf(next)
      pages.push(page.names)
      next = page.next
    }
    expect(pages.map(({ length }) => length)).toEqual([4, 4, 4, 3])
    expect(pages.flat().join(', ')).toBe(ALL)
  })

  it('give their NIP to be copied as registers want it, and show it as people read it', async () => {
    const [hotel] = (await scratch.api('GET', '/contractors?name.has=imperial')).json.items as Json[]
    const headers = (await scratch.example.as('adam')).page
    const { body } = await scratch.example.host.app.inject({ url: `/contractors/${String(hotel?.id)}`, headers })
    const taxId = String(hotel?.taxId)
    expect(body).toContain(`<bb-core-copy data-text="${taxId}"`)
    expect(body).toContain(taxId.replace(/^(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1-$2-$3-$4'))
  })

  it('§11.11: take a NIP and an account with right check digits, and refuse one with a wrong digit', async () => {
    const company = (taxId: string) => scratch.api('POST', '/contractors', { kind: 'company', name: 'Próba', taxId })
    const made = await company('123-456-32-18')
    expect([made.status, made.json.taxId]).toEqual([201, '1234563218'])
    for (const taxId of ['123-456-32-19', '000-000-00-00'])
      expect(refusedFields(await company(taxId))).toEqual([['taxId', 'core.bad-tax-id']])

    const account = (iban: string) => scratch.api('POST', `/contractors/${made.json.id}/bank-accounts`, { iban })
    expect((await account('74 0000 0000 0000 0000 0000 0001')).json.iban).toBe('PL74000000000000000000000001')
    expect(refusedFields(await account('PL75000000000000000000000001'))).toEqual([['iban', 'core.bad-iban']])
  })
})
