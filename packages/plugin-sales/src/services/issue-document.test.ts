import { Event } from '@berberis/sdk'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { OrderLine } from '../models/order-line.js'
import { Order } from '../models/order.js'
import { SalesDocument } from '../models/sales-document.js'
import { SalesDocumentRate } from '../models/sales-document-rate.js'
import { aBuyer, anInvoice, aPlacedOrder, aProduct } from '../testing/builders.js'
import { refusalOf } from '../testing/refusals.js'
import { documentData } from './document-data.js'
import { draftInvoice } from './draft-invoice.js'
import { issueDocument } from './issue-document.js'
import { removeDocument } from './remove-document.js'
import { saveDocument } from './save-document.js'

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database })
  })
  afterAll(() => host?.close())

  const issued = (id: number) => host.run((ctx) => issueDocument(ctx, id))

  describe('an invoice', () => {
    test('freezes both sides, its days and its sums when it is issued', async () => {
      const { id } = await host.run((ctx) => anInvoice(ctx))
      await issued(id)
      const document = await host.run((ctx) => documentData(ctx, id))

      expect(document).toMatchObject({
        state: 'issued',
        number: expect.stringMatching(/^FV\/\d+\/11\/2026$/),
        issuedOn: '2026-11-05',
        soldOn: '2026-11-05',
        dueOn: '2026-11-19',
        netMinor: 20_000,
        taxMinor: 4600,
        grossMinor: 24_600,
        seller: { name: 'Instalacje Przykład sp. z o.o.', taxId: '9990000103' },
        buyer: { address: ['ul. Żółta 5', '00-001 Łódź'], taxId: '9990000362' },
        rates: [{ vat: '23', netMinor: 20_000, taxMinor: 4600, grossMinor: 24_600 }],
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
    })

    test('keeps the buyer it was issued to when the contractor changes', async () => {
      const { id, contractorId } = await host.run((ctx) => anInvoice(ctx))
      await issued(id)
      await host.run((ctx) => ctx.db('core_contractor').where({ id: contractorId }).update({ name: 'Nowa nazwa' }))
      const document = await host.run(async (ctx) => SalesDocument.query(ctx.db).findById(id))
      expect(document?.buyer?.name).toMatch(/^Nabywca/)
    })

    test('issued twice is one document with one number', async () => {
      const { id } = await host.run((ctx) => anInvoice(ctx))
      const first = await issued(id)
      const second = await issued(id)
      expect([second.number, second.version]).toEqual([first.number, first.version])
    })

    test('takes no number when a check says no, and the next one follows without a gap', async () => {
      const [good, bad, next] = await host.run(async (ctx) => {
        const nameless = await aBuyer(ctx, { taxId: null })
        return [await anInvoice(ctx), await anInvoice(ctx, { contractorId: nameless.id }), await anInvoice(ctx)]
      })
      const first = await issued(good.id)
      expect(await refusalOf(issued(bad.id))).toEqual(['contractorId sales.no-buyer-tax-id'])
      const second = await issued(next.id)
      expect(ordinalOf(second.number)).toBe(ordinalOf(first.number) + 1)
    })

    test('needs a line, and no NIP of a person', async () => {
      const [empty, person] = await host.run(async (ctx) => {
        const jan = await aBuyer(ctx, {
          kind: 'individual',
          name: null,
          taxId: null,
          firstName: 'Jan',
          lastName: 'Kowalski',
        })
        return [await anInvoice(ctx, { lines: [] }), await anInvoice(ctx, { contractorId: jan.id })]
      })
      expect(await refusalOf(issued(empty.id))).toBe('sales.empty-document')
      expect((await issued(person.id)).state).toBe('issued')
    })

    test('bears no later day than today, and an earlier one only from who may', async () => {
      const [future, past] = await host.run(async (ctx) => [
        await anInvoice(ctx, { issuedOn: '2026-11-06' }),
        await anInvoice(ctx, { issuedOn: '2026-10-30' }),
      ])
      expect(await refusalOf(issued(future.id))).toEqual(['issuedOn sales.future-date'])
      expect(await issued(past.id)).toMatchObject({
        issuedOn: '2026-10-30',
        number: expect.stringMatching(/\/10\/2026$/),
      })
    })

    test('carries the VAT code of the day of sale', async () => {
      const { id } = await host.run((ctx) => anInvoice(ctx, { soldOn: '2010-12-30' }))
      await issued(id)
      const [rate] = await host.run((ctx) => SalesDocumentRate.of(ctx, id))
      expect(rate?.vatCode).toBe('22')
      const before = host.run((ctx) => anInvoice(ctx, { soldOn: '1990-01-01' }))
      expect(await refusalOf(before)).toEqual(['lines.0.vatRate sales.no-vat-rate'])
    })

    test('demands a basis for what is exempt, and prints it', async () => {
      const line = { name: 'Szkolenie', qty: '1', unitPrice: '100', vatRate: 'exempt' }
      const { id } = await host.run((ctx) => anInvoice(ctx, { lines: [line] }))
      expect(await refusalOf(issued(id))).toEqual(['lines.0.vatRate sales.no-exemption-basis'])

      const basis = 'art. 43 ust. 1 pkt 29 ustawy o VAT'
      const founded = await host.run(async (ctx) => {
        const product = await aProduct(ctx, { kind: 'service', unit: 'usł', vatRate: 'exempt', exemptionBasis: basis })
        return anInvoice(ctx, { lines: [{ productId: product.id, qty: '1' }] })
      })
      await issued(founded.id)
      const document = await host.run(async (ctx) => SalesDocument.query(ctx.db).findById(founded.id))
      expect(document?.exemptions).toEqual([basis])
    })

    test('is marked with split payment above 15 000.00 gross with an item of annex 15, and not at it', async () => {
      const of = async (unitPrice: string) => {
        const { id } = await host.run(async (ctx) => {
          const product = await aProduct(ctx, { kind: 'service', unit: 'usł', annex15: true })
          return anInvoice(ctx, { lines: [{ productId: product.id, qty: '1', unitPrice }] })
        })
        return Boolean((await issued(id)).splitPayment)
      }
      expect(await of('12195.13')).toBe(true)
      expect(await of('12195.12')).toBe(false)
    })

    test('hangs in its case as an event with its PDF, once, however often the announcement comes', async () => {
      const { id, orderId } = await host.run(async (ctx) => draftInvoice(ctx, (await aPlacedOrder(ctx)).id))
      await issued(id)
      await host.drain()
      const told = await host.run(async (ctx) => Event.query(ctx.db).where({ source: `sales.document:${id}` }))
      expect(told).toMatchObject([{ type: 'invoice-issued', state: 'done' }])
      const files = await host.run((ctx) => ctx.db('core_attachment').where({ event_id: told[0]?.id }))
      expect(files).toHaveLength(1)
      expect(orderId).not.toBeNull()
    })

    test('is written and removed while it is a draft, and never afterwards', async () => {
      const { id, version } = await host.run((ctx) => anInvoice(ctx))
      const saved = await host.run((ctx) => saveDocument(ctx, id, { version, note: 'Dziękujemy' }))
      expect(saved).toMatchObject({ note: 'Dziękujemy', grossMinor: 24_600 })
      await issued(id)
      expect(await refusalOf(host.run((ctx) => saveDocument(ctx, id, { note: 'x' })))).toBe('sales.issued')
      expect(await refusalOf(host.run((ctx) => removeDocument(ctx, id, {})))).toBe('sales.issued')
    })
  })

  describe('an invoice for an order', () => {
    test('takes all that is left, and pressing twice makes one draft', async () => {
      const order = await host.run((ctx) => aPlacedOrder(ctx))
      const first = await host.run((ctx) => draftInvoice(ctx, order.id))
      const second = await host.run((ctx) => draftInvoice(ctx, order.id))
      expect(second.id).toBe(first.id)
      await issued(first.id)
      const after = await host.run(async (ctx) => Order.query(ctx.db).findById(order.id))
      expect(after?.invoicing).toBe('whole')
      expect(await refusalOf(host.run((ctx) => draftInvoice(ctx, order.id)))).toBe('sales.nothing-to-invoice')
    })

    test('takes chosen quantities whose shares of the discounts make the whole', async () => {
      const order = await host.run((ctx) =>
        aPlacedOrder(ctx, {
          lines: [{ name: 'Część', qty: '7', unitPrice: '100', discount: { type: 'amount', value: '10.00' } }],
        }),
      )
      const [line] = await host.run((ctx) => OrderLine.of(ctx, order.id))
      const nets = []
      for (const qty of ['2', '2', '3']) {
        const { id } = await host.run((ctx) => draftInvoice(ctx, order.id, { lines: [{ id: line?.id ?? 0, qty }] }))
        nets.push((await issued(id)).netMinor)
      }
      expect(nets).toEqual([20_000 - 286, 20_000 - 285, 30_000 - 429])
      expect(nets.reduce((sum, net) => sum + net, 0)).toBe(order.netMinor)
    })

    test('refuses more than was ordered, also when two drafts promise the same', async () => {
      const order = await host.run((ctx) => aPlacedOrder(ctx))
      const [line] = await host.run((ctx) => OrderLine.of(ctx, order.id))
      const part = (qty: string) =>
        host.run((ctx) => draftInvoice(ctx, order.id, { lines: [{ id: line?.id ?? 0, qty }] }))
      expect(await refusalOf(part('3'))).toEqual(['lines.0.qty sales.more-than-ordered'])

      const [one, two] = [await part('2'), await part('1')]
      await issued(one.id)
      expect(await refusalOf(issued(two.id))).toEqual(['lines.0.qty sales.more-than-ordered'])
    })

    test('counts every line of one order line, in its shares as in what is left', async () => {
      const order = await host.run((ctx) =>
        aPlacedOrder(ctx, {
          lines: [{ name: 'Część', qty: '7', unitPrice: '100', discount: { type: 'amount', value: '10.00' } }],
        }),
      )
      const [line] = await host.run((ctx) => OrderLine.of(ctx, order.id))
      const twice = (...parts: string[]) =>
        host.run((ctx) => draftInvoice(ctx, order.id, { lines: parts.map((qty) => ({ id: line?.id ?? 0, qty })) }))
      expect(await refusalOf(twice('4', '4'))).toEqual(['lines.1.qty sales.more-than-ordered'])

      const { id } = await twice('2', '2', '3')
      await issued(id)
      const kept = await host.run((ctx) => documentData(ctx, id))
      expect(kept.lines.map(({ lineDiscountMinor }) => lineDiscountMinor)).toEqual([286, 285, 429])
      expect(kept).toMatchObject({ netMinor: order.netMinor, grossMinor: order.grossMinor })
    })

    test('has the buyer and the kind of prices of its order, whatever else is changed', async () => {
      const { id, contractorId, version } = await host.run(async (ctx) =>
        draftInvoice(ctx, (await aPlacedOrder(ctx)).id),
      )
      const refused = host.run(async (ctx) =>
        saveDocument(ctx, id, { version, contractorId: (await aBuyer(ctx)).id, caseId: null, method: 'gross' }),
      )
      expect(await refusalOf(refused)).toEqual([
        'contractorId sales.differs-from-order',
        'method sales.differs-from-order',
      ])
      await host.run((ctx) => saveDocument(ctx, id, { version, contractorId, method: 'net', note: 'Dziękujemy' }))
      expect(await issued(id)).toMatchObject({ contractorId, method: 'net', netMinor: 20_000 })
    })

    test('refuses lines of another order, and orders that are drafts', async () => {
      const [order, other] = await host.run(async (ctx) => [await aPlacedOrder(ctx), await aPlacedOrder(ctx)])
      const [line] = await host.run((ctx) => OrderLine.of(ctx, other.id))
      const refused = host.run((ctx) => draftInvoice(ctx, order.id, { lines: [{ id: line?.id ?? 0 }] }))
      expect(await refusalOf(refused)).toEqual(['lines.0.orderLineId sales.unknown-line'])
    })
  })
})

function ordinalOf(number: string | null): number {
  return Number(number?.split('/')[1])
}
