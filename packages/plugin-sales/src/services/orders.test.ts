import { Contractor, Event, reachStage } from '@berberis/sdk'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { OrderLine } from '../models/order-line.js'
import { Order } from '../models/order.js'
import { aBuyer, anOrder, aPlacedOrder, aProduct } from '../testing/builders.js'
import { refusalOf } from '../testing/refusals.js'
import { cancelOrder } from './cancel-order.js'
import { draftInvoice } from './draft-invoice.js'
import { orderData } from './order-data.js'
import { placeOrder } from './place-order.js'
import { removeOrder } from './remove-order.js'
import { saveOrder } from './save-order.js'
import { withdrawProduct } from './withdraw-product.js'

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database })
  })
  afterAll(() => host?.close())

  describe('an order', () => {
    test('takes name, unit, price and rate from the product, and computes its sums', async () => {
      await host.run(async (ctx) => {
        const product = await aProduct(ctx, { namePl: 'Grzejnik żeliwny', price: '400' })
        const order = await anOrder(ctx, { lines: [{ productId: product.id, qty: '3' }] })
        const [line] = await OrderLine.of(ctx, order.id)

        expect(line).toMatchObject({ name: 'Grzejnik żeliwny', unit: 'szt', unitPrice: '400', vatRate: 'standard' })
        expect(order).toMatchObject({ state: 'draft', netMinor: 120_000, taxMinor: 27_600, grossMinor: 147_600 })
      })
    })

    test('takes free text, discounts of lines and of the whole, and amounts as people type them', async () => {
      await host.run(async (ctx) => {
        const order = await anOrder(ctx, {
          discount: { type: 'percent', value: '10' },
          lines: [
            { name: 'Praca', qty: '1', unitPrice: '100,00' },
            { name: 'Dojazd', qty: '1', unitPrice: '200.00', discount: { type: 'percent', value: '20' } },
          ],
        })
        const lines = await OrderLine.of(ctx, order.id)

        expect(lines.map(({ totalMinor }) => totalMinor)).toEqual([9000, 14_400])
        expect(order).toMatchObject({ netMinor: 23_400, taxMinor: 5382, grossMinor: 28_782 })
      })
    })

    test('counts from gross prices when it says so', async () => {
      await host.run(async (ctx) => {
        const order = await anOrder(ctx, { method: 'gross', lines: [{ name: 'Kubek', qty: '1', unitPrice: '333.33' }] })
        expect(order).toMatchObject({ netMinor: 27_100, taxMinor: 6233, grossMinor: 33_333 })
      })
    })

    test('tells everything that is wrong with its lines at once, each at its place', async () => {
      const refused = host.run(async (ctx) =>
        anOrder(ctx, {
          lines: [
            { name: 'Dobra', qty: '1', unitPrice: '1' },
            { name: 'Zła ilość', qty: '0', unitPrice: '1' },
            { productId: 999_999, qty: '1', unitPrice: '1', name: 'x' },
            { name: 'Cena', qty: '1', unitPrice: '1,123456789' },
            { name: 'Stawka', qty: '1', unitPrice: '1', vatRate: 'half' },
            { name: 'Rabat', qty: '1', unitPrice: '1', discount: { type: 'percent', value: '101' } },
            { name: 'Jednostka', qty: '1', unitPrice: '1', unit: 'łokieć' },
            { name: 'Bez ceny', qty: '1' },
          ],
        }),
      )
      expect(await refusalOf(refused)).toEqual([
        'lines.1.qty sales.bad-quantity',
        'lines.2.productId core.unknown-record',
        'lines.3.unitPrice sales.bad-price',
        'lines.4.vatRate sales.unknown-rate',
        'lines.5.discount sales.discount-out-of-range',
        'lines.6.unit sales.unknown-unit',
        'lines.7.unitPrice sales.no-price',
      ])
    })

    test('refuses a discount above the line, and parts of what is sold by the piece', async () => {
      const over = host.run((ctx) =>
        anOrder(ctx, {
          lines: [{ name: 'Tanie', qty: '1', unitPrice: '5', discount: { type: 'amount', value: '5.01' } }],
        }),
      )
      expect(await refusalOf(over)).toEqual(['lines.0.discount sales.discount-out-of-range'])

      const half = host.run(async (ctx) =>
        anOrder(ctx, { lines: [{ productId: (await aProduct(ctx)).id, qty: '0,5' }] }),
      )
      expect(await refusalOf(half)).toEqual(['lines.0.qty sales.bad-whole-quantity'])
    })

    test('refuses a case of another contractor', async () => {
      const refused = host.run(async (ctx) => {
        const other = await anOrder(ctx)
        return anOrder(ctx, { contractorId: (await aBuyer(ctx)).id, caseId: other.caseId })
      })
      expect(await refusalOf(refused)).toEqual(['caseId sales.case-of-another'])
    })

    test('gets its number when it is placed, tells its case, and stands from then on', async () => {
      await host.run(async (ctx) => {
        const order = await anOrder(ctx)
        const placed = await placeOrder(ctx, order.id)
        expect(placed).toMatchObject({ state: 'placed', number: expect.stringMatching(/^ZAM\/\d+\/11\/2026$/) })
        expect((await placeOrder(ctx, order.id)).number).toBe(placed.number)

        const told = await Event.query(ctx.db).findOne({ source: `sales.order:${order.id}` })
        expect(told).toMatchObject({ type: 'order', state: 'done', caseId: order.caseId })
        expect(await refusalOf(saveOrder(ctx, order.id, { lines: [], version: placed.version }))).toBe(
          'sales.order-placed',
        )
        expect(await refusalOf(removeOrder(ctx, order.id, {}))).toBe('sales.order-placed')
      })
    })

    test('moves its contractor on to the stage of an order, and never back', async () => {
      await host.run(async (ctx) => {
        const stageOf = async (id: number) => (await Contractor.query(ctx.db).findById(id))?.stage
        const { id, contractorId } = await anOrder(ctx)
        expect(await stageOf(contractorId)).not.toBe('order')
        await placeOrder(ctx, id)
        expect(await stageOf(contractorId)).toBe('order')

        await reachStage(ctx, contractorId, 'fulfilled')
        await aPlacedOrder(ctx, { contractorId })
        expect(await stageOf(contractorId)).toBe('fulfilled')
      })
    })

    test('is not placed without lines, nor with a product withdrawn meanwhile', async () => {
      await host.run(async (ctx) => {
        expect(await refusalOf(placeOrder(ctx, (await anOrder(ctx, { lines: [] })).id))).toBe('sales.empty-document')

        const product = await aProduct(ctx)
        const order = await anOrder(ctx, { lines: [{ productId: product.id, qty: '1' }] })
        await withdrawProduct(ctx, product.id)
        expect(await refusalOf(placeOrder(ctx, order.id))).toEqual(['lines.0.productId sales.withdrawn-product'])
      })
    })

    test('is written over only by who has seen what is there', async () => {
      await host.run(async (ctx) => {
        const order = await anOrder(ctx)
        const line = { name: 'Inna', qty: '2', unitPrice: '100' }
        const saved = await saveOrder(ctx, order.id, { version: order.version, lines: [line] })
        expect(saved.version).toBe(order.version + 1)
        const stale = saveOrder(ctx, order.id, { version: order.version, note: 'za późno' })
        expect(await refusalOf(stale)).toBe('core.conflict')
        expect(await refusalOf(placeOrder(ctx, order.id, { version: order.version }))).toBe('core.conflict')
      })
    })

    test('keeps its lines when only the head is saved', async () => {
      await host.run(async (ctx) => {
        const order = await anOrder(ctx)
        await saveOrder(ctx, order.id, { version: order.version, note: 'Pilne' })
        const { lines, note } = (await orderData(ctx, order.id)) as { lines: readonly unknown[]; note?: unknown }
        expect([lines.length, note]).toEqual([1, 'Pilne'])
      })
    })

    test('is called off with a reason while nothing was invoiced', async () => {
      await host.run(async (ctx) => {
        const order = await aPlacedOrder(ctx)
        expect(await cancelOrder(ctx, order.id, { reason: 'rezygnacja' })).toMatchObject({
          state: 'cancelled',
          cancelReason: 'rezygnacja',
          number: order.number,
        })
        expect(await refusalOf(draftInvoice(ctx, order.id))).toBe('sales.order-cancelled')

        const invoiced = await aPlacedOrder(ctx)
        await draftInvoice(ctx, invoiced.id)
        expect(await refusalOf(cancelOrder(ctx, invoiced.id, { reason: 'x' }))).toBe('sales.order-has-documents')
        expect(await refusalOf(cancelOrder(ctx, (await anOrder(ctx)).id, { reason: 'x' }))).toBe('sales.not-placed')
      })
    })

    test('goes without a trace while it is a draft', async () => {
      await host.run(async (ctx) => {
        const order = await anOrder(ctx)
        await removeOrder(ctx, order.id, { version: order.version })
        expect(await Order.query(ctx.db).findById(order.id)).toBeUndefined()
        expect(await OrderLine.of(ctx, order.id)).toEqual([])
      })
    })
  })
})
