import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import type { DocumentInput } from '../inputs.js'
import { invoicePrint } from '../pdf/invoice-print.js'
import { anInvoice, aProduct } from '../testing/builders.js'
import { issueDocument } from './issue-document.js'
import { printableDocument } from './printable-document.js'
import { withdrawProduct } from './withdraw-product.js'

describe('what is printed of a document', () => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
  })
  afterAll(() => host?.close())

  const printed = (values: DocumentInput, { issued = false } = {}) =>
    host.run(async (ctx) => {
      const draft = await anInvoice(ctx, values)
      return printableDocument(ctx, issued ? await issueDocument(ctx, draft.id) : draft)
    })

  test('a draft shows its days, its term and its marks as they would be today', async () => {
    const lines = await host.run(async (ctx) => [
      { productId: (await aProduct(ctx, { annex15: true, price: '20000' })).id, qty: '1' },
      { productId: (await aProduct(ctx, { vatRate: 'exempt', exemptionBasis: 'art. 43' })).id, qty: '1' },
    ])
    expect(await printed({ lines, paymentDays: 7 })).toMatchObject({
      number: null,
      issuedOn: '2026-11-05',
      soldOn: '2026-11-05',
      dueOn: '2026-11-12',
      marks: { splitPayment: true, exemptionBasis: ['art. 43'] },
    })
  })

  test('a draft is printed as far as it is sound, with the sums of what is printed', async () => {
    const shown = await host.run(async (ctx) => {
      const gone = await aProduct(ctx, { price: '500' })
      const lines = [
        { productId: gone.id, qty: '1' },
        { name: 'Dojazd', qty: '2', unitPrice: '50' },
      ]
      const draft = await anInvoice(ctx, { lines })
      await withdrawProduct(ctx, gone.id)
      return printableDocument(ctx, draft)
    })
    expect(shown.lines.map(({ name }) => name)).toEqual(['Dojazd'])
    expect(shown.rates).toEqual([{ vat: '23', netMinor: 10_000, taxMinor: 2_300, grossMinor: 12_300 }])
    expect([shown.totals.netMinor, shown.dueMinor]).toEqual([10_000, 12_300])
  })

  test('an English invoice names units in English', async () => {
    const lines = [{ name: 'Cup', qty: '3', unit: 'szt', unitPrice: '10' }]
    for (const issued of [false, true]) {
      const { lines: shown } = await printed({ lines, language: 'en' }, { issued })
      expect(shown.map(({ unit }) => unit)).toEqual(['piece'])
    }
    expect((await printed({ lines })).lines[0]?.unit).toBe('szt')
  })

  test('an account is printed where a transfer is awaited, not where the till was paid', async () => {
    const accountOf = async (values: DocumentInput) => invoicePrint(await printed(values), 'pl').payment.length
    expect(await accountOf({ paymentMethod: 'transfer' })).toBe(1)
    expect(await accountOf({ paymentMethod: 'cash' })).toBe(0)
    expect(await accountOf({ paymentMethod: 'cash', splitPayment: true })).toBe(1)
  })
})
