import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sales from '../index.js'
import { OrderLine } from '../models/order-line.js'
import { Unit } from '../models/unit.js'
import { aPlacedOrder, aProduct } from '../testing/builders.js'

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database })
  })
  afterAll(() => host?.close())

  /** An order for so much of one product, and the way to ask for an invoice for a part of it. */
  async function ordered(qty: string, values: Readonly<Record<string, unknown>> = {}) {
    const { order, line } = await host.run(async (ctx) => {
      const made = await aPlacedOrder(ctx, { lines: [{ productId: (await aProduct(ctx, values)).id, qty }] })
      return { order: made.id, line: (await OrderLine.of(ctx, made.id))[0]?.id }
    })
    const { api } = await host.as('admin')
    return (part: string) => api.post(`/sales/orders/${order}/invoices`, { lines: [{ id: line, qty: part }] })
  }

  test('a part of what is sold whole is a whole quantity', async () => {
    const invoice = await ordered('2')
    const refused = await invoice('0.5')
    expect(refused.statusCode, refused.body).toBe(422)
    expect(refused.json()).toMatchObject({ fields: [{ path: 'lines.0.qty', code: 'sales.bad-whole-quantity' }] })
    expect((await invoice('1')).statusCode).toBe(201)
  })

  test('a part has at most the places of its unit, and of a service six', async () => {
    const metres = await ordered('2.5', { unit: 'm' })
    const places = await host.run(async (ctx) => (await Unit.query(ctx.db).findOne({ code: 'm' }))?.places ?? 0)
    expect(places).toBeGreaterThan(0)
    const refused = await metres(`0.${'0'.repeat(places)}1`)
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { fields: [{ code: 'sales.bad-quantity' }] }])
    expect((await metres('0.5')).statusCode).toBe(201)

    expect((await (await ordered('2', { kind: 'service' }))('0.000001')).statusCode).toBe(201)
  })

  test('the rest can be invoiced though the unit has fewer places now than when it was ordered', async () => {
    const invoice = await ordered('2.5', { unit: 'kg' })
    await host.run((ctx) => Unit.query(ctx.db).where({ code: 'kg' }).patch({ places: 0 }))
    expect((await invoice('0.5')).statusCode).toBe(422)
    expect((await invoice('2,50')).statusCode).toBe(201)
  })
})
