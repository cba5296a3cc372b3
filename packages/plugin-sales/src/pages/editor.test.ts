import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { OrderLine } from '../models/order-line.js'
import { draftInvoice } from '../services/draft-invoice.js'
import { aBuyer, aPlacedOrder, aProduct } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

describe('the editor of orders and invoices', () => {
  let host: TestHost
  let page: Awaited<ReturnType<TestHost['as']>>['page']
  let things: { product: number; contractor: number }
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
    things = await host.run(async (ctx) => ({
      product: (await aProduct(ctx)).id,
      contractor: (await aBuyer(ctx)).id,
    }))
    page = (await host.as('admin')).page
  })
  afterAll(() => host?.close())

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

  test.each(['orders', 'documents'])(
    'a calculation of %s only reads, so that nobody who writes waits for it',
    async (kind) => {
      const typed = { idempotencyKey: 'of-this-page', 'lines.0.productId': String(things.product), 'lines.0.qty': '3' }
      const { db } = await host.ctx()
      const asked: string[] = []
      const note = ({ sql }: { readonly sql: string }) => asked.push(sql)
      db.on('query', note)
      const { statusCode } = await page.post(`/sales/${kind}/calculation`, typed, { 'hx-request': 'true' })
      db.removeListener('query', note)
      expect([statusCode, asked.filter((sql) => !/^\s*select/i.test(sql))]).toEqual([200, []])
      expect(asked.length).toBeGreaterThan(0)
    },
  )

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

  test('what is typed into an order comes back with its lines and its version, until the order is saved', async () => {
    const at = `/sales/orders/${await anOrderOf('Przed')}`
    const typed = { version: '1', contractorId: String(things.contractor), day: '2026-11-05', method: 'net' }
    const lines = { 'lines.0.name': 'Dojazd do klienta', 'lines.0.qty': '1', 'lines.0.unitPrice': '12,' }
    const form = new URLSearchParams({ ...typed, ...lines, note: 'W trakcie' }).toString()
    const { api } = await host.as('admin')
    const draft = { address: `${at}/edit`, typed: form }
    expect((await api.put('/drafts', draft)).statusCode).toBe(200)

    await api.put(at, { version: 1, note: 'Inna osoba' })
    const editor = (await page.get(`${at}/edit`)).body
    for (const shown of ['value="Dojazd do klienta"', 'value="12,"', 'W trakcie', 'name="version" value="1"'])
      expect(editor).toContain(shown)
    expect(editor).toContain('Od tego czasu ktoś zmienił')

    const saved = await page.post(at, { ...typed, version: '2', note: 'Gotowe' })
    expect(saved.statusCode).toBe(303)
    expect((await page.get(`${at}/edit`)).body).not.toContain('draft-bar')
  })

  async function anOrderOf(note: string): Promise<number> {
    const { api } = await host.as('admin')
    const lines = [{ productId: things.product, qty: '1' }]
    const made = await api.post('/sales/orders', { contractorId: things.contractor, note, lines })
    return (made.json() as { id: number }).id
  }
})
