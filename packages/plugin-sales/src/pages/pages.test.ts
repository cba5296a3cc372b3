import { stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { OrderLine } from '../models/order-line.js'
import { draftInvoice } from '../services/draft-invoice.js'
import { issueDocument } from '../services/issue-document.js'
import { anInvoice, anOrder, aPlacedOrder, aProduct } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

const silentPost = { describes: 'a test', send: async () => ({ state: 'done' as const, answer: { response: 'ok' } }) }

describe('pages of sales', () => {
  let host: TestHost
  let page: Awaited<ReturnType<TestHost['as']>>['page']
  let things: {
    draftOrder: number
    order: number
    draft: number
    part: number
    issued: number
    product: number
    contractor: number
  }
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], mail: silentPost })
    things = await host.run(async (ctx) => {
      const order = await aPlacedOrder(ctx)
      const issued = await anInvoice(ctx, { note: 'Dziękujemy\nza zakupy' })
      await issueDocument(ctx, issued.id)
      return {
        draftOrder: (await anOrder(ctx, { discount: { type: 'percent', value: '5' } })).id,
        order: order.id,
        draft: (await anInvoice(ctx)).id,
        part: (await draftInvoice(ctx, order.id)).id,
        issued: issued.id,
        product: (await aProduct(ctx)).id,
        contractor: order.contractorId,
      }
    })
    page = (await host.as('admin')).page
  })
  afterAll(async () => {
    await host?.close()
    stopRenderer()
  })

  test.each([
    ['/sales/orders', 'Zamówienia'],
    ['/sales/documents', 'Faktury'],
    ['/sales/documents?view=drafts', 'Szkic'],
    ['/sales/products', 'Towary i usługi'],
    ['/sales/products/new', 'Nowy towar lub usługa'],
    ['/sales/products/:product', 'Towar'],
    ['/sales/products/:product', '<dd>100,00</dd>'],
    ['/sales/products/:product/edit', 'Cena netto'],
    ['/sales/units', 'szt'],
    ['/sales/units/new', 'Skrót'],
    ['/sales/vat-rates', 'podstawowa'],
    ['/sales/vat-rates/new', 'Obowiązuje od'],
    ['/sales/orders/new', 'Dodaj pozycję'],
    ['/sales/orders/new?contractor=:contractor', 'Nabywca'],
    ['/sales/orders/:draftOrder', 'Złóż zamówienie'],
    ['/sales/orders/:draftOrder/edit', 'Zapisz szkic'],
    ['/sales/orders/:order', 'ZAM/1/11/2026'],
    ['/sales/documents/new', 'Dodaj pozycję'],
    ['/sales/documents/:draft', 'Wystaw fakturę'],
    ['/sales/documents/:draft/edit', 'Podgląd PDF'],
    ['/sales/documents/:part/edit', 'lines.0.orderLineId'],
    ['/sales/documents/:issued', 'FV/1/11/2026'],
    ['/sales/documents/:issued/mailings/new', 'faktury@nabywca.example'],
    ['/sales/panels/contractor?contractor=:contractor', 'ZAM/1/11/2026'],
    ['/sales/panels/month', 'Sprzedaż w tym miesiącu'],
    ['/contractors/:contractor?tab=sales', 'Sprzedaż'],
  ])('%s shows „%s”', async (address, words) => {
    const url = address.replace(/:(\w+)/g, (_, name: keyof typeof things) => String(things[name]))
    const shown = await page.get(url)
    expect(shown.statusCode, shown.body.slice(0, 2000)).toBe(200)
    expect(plain(shown.body)).toContain(words)
  })

  test('a refused order comes back with everything typed and each fault at its line', async () => {
    const typed = {
      contractorId: String(things.contractor),
      day: '2026-11-05',
      method: 'net',
      'lines.0.name': 'Pierwsza',
      'lines.0.qty': '1',
      'lines.0.unitPrice': '10',
      'lines.1.name': 'Druga <b>',
      'lines.1.qty': 'dużo',
      'lines.1.unitPrice': '12,50',
      'lines.1.discount.value': '5',
      'lines.1.discount.type': 'amount',
    }
    const shown = await page.post('/sales/orders', typed)
    expect(shown.statusCode).toBe(422)
    expect(shown.body).toContain('value="dużo"')
    expect(shown.body).toContain('value="Druga &lt;b&gt;"')
    expect(shown.body).toContain('value="12,50"')
    expect(shown.body).toContain('href="#sales-line-1-qty"')
    expect(shown.body).toContain('Podaj ilość większą od zera')
    const blank = { 'lines.2.qty': '', 'lines.2.discount.type': 'percent', 'lines.3.discount.type': 'percent' }
    const again = await page.post('/sales/orders', { ...typed, ...blank })
    expect(again.body.match(/<tr id="sales-line-/g)).toHaveLength(3)
    const wrong = shown.body.match(/<(input|select)[^>]*aria-invalid[^>]*>/g) ?? []
    expect(wrong.map((input) => /name="([^"]*)"/.exec(input)?.[1])).toEqual(['lines.1.qty'])
  })

  test('an order is written by a form with figures as people type them', async () => {
    const made = await page.post('/sales/orders', {
      contractorId: String(things.contractor),
      day: '2026-11-05',
      method: 'net',
      'lines.0.productId': String(things.product),
      'lines.0.qty': '2',
      'lines.1.name': 'Dojazd',
      'lines.1.qty': '12,5',
      'lines.1.unit': 'km',
      'lines.1.unitPrice': '1 234,56',
      'lines.2.discount.type': 'percent',
    })
    expect(made.statusCode).toBe(303)
    const id = Number(String(made.headers.location).split('/').at(-1))
    const lines = await host.run((ctx) => OrderLine.of(ctx, id))
    expect(lines.map(({ name, unitPrice, totalMinor }) => [name, unitPrice, totalMinor])).toEqual([
      [expect.stringMatching(/^Towar/), '100', 20_000],
      ['Dojazd', '1234.56', 1_543_200],
    ])
  })

  test('an order is called off by saying why, and not without a reason', async () => {
    const { id, version } = await host.run((ctx) => aPlacedOrder(ctx))
    const at = `/sales/orders/${id}`
    expect((await page.get(at)).body).toContain(`${at}/cancellation/new`)
    expect(plain((await page.get(`${at}/cancellation/new`)).body)).toContain('Powód anulowania')

    for (const reason of ['', '   ']) {
      const refused = await page.post(`${at}/cancellation`, { reason, version: String(version) })
      expect([refused.statusCode, refused.body.includes('aria-invalid="true"')]).toEqual([422, true])
    }
    const { api } = await host.as('admin')
    expect((await api.post(`${at}/cancellation`, { reason: ' ' })).json()).toMatchObject({
      fields: [{ path: 'reason', code: 'core.required' }],
    })
    const done = await page.post(`${at}/cancellation`, { reason: 'Klient się rozmyślił', version: String(version) })
    expect([done.statusCode, done.headers.location]).toEqual([303, at])
    expect(plain((await page.get(at)).body)).toContain('Anulowane: Klient się rozmyślił')
    expect((await page.get(`${at}/cancellation/new`)).statusCode).toBe(422)
  })

  test('a draft issued from its editor is saved and issued in one go', async () => {
    const { id, version } = await host.run((ctx) => anInvoice(ctx))
    const done = await page.post(`/sales/documents/${id}/issue`, {
      version: String(version),
      contractorId: String(things.contractor),
      paymentMethod: 'cash',
      paymentDays: '7',
      'lines.0.name': 'Zmieniona',
      'lines.0.qty': '1',
      'lines.0.unitPrice': '99,99',
    })
    expect(done.statusCode, done.body.slice(0, 1000)).toBe(303)
    const { api } = await host.as('admin')
    expect((await api.get(`/sales/documents/${id}`)).json()).toMatchObject({
      state: 'issued',
      netMinor: 9999,
      paymentMethod: 'cash',
      dueOn: '2026-11-12',
    })
  })

  test('an issued document has no editor and nothing that would change it', async () => {
    const back = await page.get(`/sales/documents/${things.issued}/edit`)
    expect([back.statusCode, back.headers.location]).toEqual([303, `/sales/documents/${things.issued}`])
    expect((await page.get(`/sales/orders/${things.order}/edit`)).headers.location).toBe(
      `/sales/orders/${things.order}`,
    )
    const changed = await page.post(`/sales/documents/${things.issued}`, { version: '2', note: 'inaczej' })
    expect([changed.statusCode, plain(changed.body)]).toMatchObject([422, expect.stringContaining('nie można zmienić')])
    const { body } = await page.get(`/sales/documents/${things.issued}`)
    for (const gone of ['/edit', '/removal', '/issue'])
      expect(body).not.toContain(`/sales/documents/${things.issued}${gone}`)
  })
})
