import { Event } from '@berberis/sdk'
import { eachDatabase, stopRenderer, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sales from '../index.js'
import { Order } from '../models/order.js'
import { SalesDocument } from '../models/sales-document.js'

eachDatabase((database) => {
  let host: TestHost
  let invoices: readonly SalesDocument[]
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database, example: true })
    await host.drain()
    invoices = await host.run(async (ctx) => SalesDocument.query(ctx.db).orderBy('id'))
  })
  afterAll(async () => {
    await host?.close()
    stopRenderer()
  })

  test('the example firm has the invoices of its story, to the grosz and in the order of their days', () => {
    expect(
      invoices.map(({ issuedOn, dueOn, netMinor, taxMinor, grossMinor }) => [
        issuedOn,
        dueOn,
        netMinor,
        taxMinor,
        grossMinor,
      ]),
    ).toEqual([
      ['2026-06-29', '2026-07-13', 10_000, 2300, 12_300],
      ['2026-07-27', '2026-08-10', 10_000, 2300, 12_300],
      ['2026-09-07', '2026-09-21', 384_000, 88_320, 472_320],
      ['2026-10-01', '2026-10-15', 500_000, 115_000, 615_000],
      ['2026-10-20', '2026-11-03', 320_000, 73_600, 393_600],
      ['2026-10-23', '2026-11-06', 80_000, 18_400, 98_400],
      ['2026-10-26', '2026-11-09', 2_850_000, 655_500, 3_505_500],
      ['2026-10-30', '2026-11-13', 2_250_000, 517_500, 2_767_500],
      ['2026-10-30', '2026-11-13', 1_400_000, 322_000, 1_722_000],
    ])
  })

  test('numbers run through each month without a gap, and split payment is where the law wants it', () => {
    expect(invoices.map(({ number }) => number)).toEqual([
      'FV/1/06/2026',
      'FV/1/07/2026',
      'FV/1/09/2026',
      'FV/1/10/2026',
      'FV/2/10/2026',
      'FV/3/10/2026',
      'FV/4/10/2026',
      'FV/5/10/2026',
      'FV/6/10/2026',
    ])
    expect(invoices.map(({ splitPayment }) => Boolean(splitPayment))).toEqual([...Array<boolean>(8).fill(false), true])
  })

  test('the case of the boiler tells of its invoice as the thirteenth event, with the PDF', async () => {
    const boiler = invoices.find(({ grossMinor }) => grossMinor === 2_767_500)
    const events = await host.run(async (ctx) => Event.query(ctx.db).where({ caseId: boiler?.caseId ?? 0 }))
    expect(events).toHaveLength(13)
    const told = events.find(({ source }) => source === `sales.document:${boiler?.id}`)
    const files = await host.run((ctx) => ctx.db('core_attachment').where({ event_id: told?.id ?? 0 }))
    expect(files).toHaveLength(1)
  })

  test('orders are in every state a tour would ask for', async () => {
    const orders = await host.run(async (ctx) => Order.query(ctx.db).orderBy('id'))
    expect(orders.map(({ state, invoicing }) => `${state} ${invoicing}`)).toEqual([
      'placed whole',
      'placed whole',
      'placed none',
      'placed none',
      'draft none',
    ])
  })
})
