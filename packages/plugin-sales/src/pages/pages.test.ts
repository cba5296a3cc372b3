import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { OrderLine } from '../models/order-line.js'
import { stopRenderer } from '../pdf/render-pdf.js'
import { draftInvoice } from '../services/draft-invoice.js'
import { issueDocument } from '../services/issue-document.js'
import { anInvoice, anOrder, aPlacedOrder, aProduct } from '../testing/builders.js'

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

  test('a calculation answers with outputs only, and writes nothing', async () => {
    const typed = { 'lines.0.productId': String(things.product), 'lines.0.qty': '3', 'lines.1.name': 'Bez ceny' }
    const partial = { 'hx-request': 'true', 'hx-request-type': 'partial' }
    const shown = await page.post('/sales/orders/calculation', typed, partial)
    expect(shown.statusCode, shown.body.slice(0, 1000)).toBe(200)
    expect(shown.body).toContain('hx-target="#sales-line-0-total"')
    expect(shown.body).toContain('300,00')
    expect(shown.body).toContain('Podaj cenę')
    expect(shown.body).not.toContain('<input')

    const whole = await page.post('/sales/orders/calculation', typed)
    expect(whole.body).toContain('sales-editor')
    expect(whole.body).toContain('value="Bez ceny"')
  })

  test('a product shows its unit and price before its quantity is typed, and nobody is scolded meanwhile', async () => {
    const { api } = await host.as('admin')
    const lines = [{ productId: things.product }, { productId: things.product, qty: '0' }]
    const { unfinished, faults, grossMinor } = (await api.post('/sales/orders/calculation', { lines })).json() as {
      unfinished: unknown
      faults: readonly { path: string }[]
      grossMinor: number
    }
    const known = { unit: 'szt', unitPrice: '100', vatCode: '23' }
    expect(unfinished).toEqual([
      { at: 0, ...known },
      { at: 1, ...known },
    ])
    expect([faults.map(({ path }) => path), grossMinor]).toEqual([['lines.1.qty'], 0])
  })

  test('a line is taken out by a browser without scripts, one of an order too', async () => {
    const { id, line } = await host.run(async (ctx) => {
      const order = await aPlacedOrder(ctx)
      return { id: (await draftInvoice(ctx, order.id)).id, line: (await OrderLine.of(ctx, order.id))[0] }
    })
    const typed = {
      'lines.2.orderLineId': String(line?.id),
      'lines.2.qty': '1',
      'lines.5.name': 'Dojazd',
      'lines.5.qty': '1',
      'lines.5.unitPrice': '10',
    }
    const calculation = `/sales/documents/calculation?document=${id}`
    const with2 = await page.post(calculation, typed)
    expect(plain(with2.body)).toContain(line?.name)
    expect(with2.body).toContain('name="without" value="0"')

    const without2 = await page.post(calculation, { ...typed, without: '2' })
    expect(without2.body).not.toContain('orderLineId')
    expect(without2.body).toContain('value="Dojazd"')
    const without5 = await page.post(calculation, { ...typed, without: '5' })
    expect([without5.body.includes('orderLineId'), without5.body.includes('value="Dojazd"')]).toEqual([true, false])
  })

  test('a refused invoice for an order still says what its lines are', async () => {
    const { id, line, contractorId } = await host.run(async (ctx) => {
      const order = await aPlacedOrder(ctx)
      const [first] = await OrderLine.of(ctx, order.id)
      return { id: (await draftInvoice(ctx, order.id)).id, line: first, contractorId: order.contractorId }
    })
    const refused = await page.post(`/sales/documents/${id}`, {
      version: '1',
      contractorId: String(contractorId),
      paymentMethod: 'transfer',
      'lines.0.orderLineId': String(line?.id),
      'lines.0.qty': '99',
    })
    expect(refused.statusCode).toBe(422)
    expect(plain(refused.body)).toContain('Do zafakturowania zostało 2')
    expect(plain(refused.body)).toContain(`<span>${line?.name}</span>`)
    expect(plain(refused.body)).toContain('100,00')
  })

  test('the editor shows who the buyer is, and only the sum is said aloud', async () => {
    const typed = {
      contractorId: String(things.contractor),
      'lines.0.productId': String(things.product),
      'lines.0.qty': '3',
    }
    const partial = { 'hx-request': 'true', 'hx-request-type': 'partial' }
    const shown = plain((await page.post('/sales/documents/calculation', typed, partial)).body)
    expect(shown).toContain('hx-target="#sales-buyer"')
    expect(shown).toContain('999-000-03-62')
    expect(shown).toContain('Do zapłaty 369,00 zł')

    const editor = plain((await page.get(`/sales/documents/new?contractor=${things.contractor}`)).body)
    expect(editor).toContain('999-000-03-62')
    const outputs = editor.match(/<output [^>]*>/g) ?? []
    expect(outputs.length).toBeGreaterThan(3)
    for (const output of outputs) expect(output).toContain('aria-live="off"')
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

/** Texts of pages keep one-letter words and figures together by spaces that do not break. */
function plain(html: string): string {
  return html.replaceAll('\u00a0', ' ')
}
