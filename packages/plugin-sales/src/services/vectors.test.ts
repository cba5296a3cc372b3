import { minorToDecimal } from '@berberis/sdk'
import { eachDatabase, testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import vectors from '../arithmetic/vectors.json' with { type: 'json' }
import type { ComputedDocument, DocumentInput, DocumentLine } from '../arithmetic/document.js'
import sales from '../index.js'
import type { VatRateKey } from '../vat-rates.js'
import { anInvoice, aProduct } from '../testing/builders.js'
import { documentData } from './document-data.js'
import { issueDocument } from './issue-document.js'

const KEYS: Readonly<Record<string, VatRateKey>> = {
  '23': 'standard',
  '8': 'reduced',
  '5': 'super-reduced',
  '0 KR': 'zero',
  'np I': 'outside',
}

interface Vector {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly input: DocumentInput & { readonly discount?: { type: 'percent' | 'amount'; value: string } | null }
  readonly expected: ComputedDocument
}

/** Documents in PLN at domestic rates, without returnable packaging: what an invoice of today can say. */
const plain = (vectors.vectors as unknown as readonly Vector[]).filter(
  ({ kind, input }) =>
    kind === 'document' &&
    input.currency === 'PLN' &&
    (input.deposits ?? []).length === 0 &&
    input.lines.every(({ vat }) => vat in KEYS),
)

eachDatabase((database) => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales], database })
  })
  afterAll(() => host?.close())

  test('there are vectors of both methods, of both roundings and with discounts', () => {
    expect(plain.map(({ id }) => id)).toEqual(expect.arrayContaining(['S01', 'S03', 'S05', 'S06', 'S07', 'S08']))
  })

  describe('an issued invoice comes to the amounts of', () => {
    test.each(plain)('$id $title', async ({ input, expected }) => {
      const document = await host.run(async (ctx) => {
        const lines = []
        for (const line of input.lines) lines.push(await lineOf(ctx, line))
        const { method, vatRounding, discount = null } = input
        const { id } = await anInvoice(ctx, { method, vatRounding, discount, lines })
        await issueDocument(ctx, id)
        return documentData(ctx, id)
      })

      const amounts = (of: { netMinor: number; taxMinor: number; grossMinor: number }) => ({
        net: minorToDecimal(of.netMinor),
        tax: minorToDecimal(of.taxMinor),
        gross: minorToDecimal(of.grossMinor),
      })
      expect(document.rates.map(({ vat, ...row }) => ({ vat, ...amounts(row) }))).toEqual(expected.rates)
      expect(amounts(document as unknown as Parameters<typeof amounts>[0])).toEqual(expected.total)
      expect(
        document.lines.map((line) => ({
          value: minorToDecimal(line.valueMinor),
          lineDiscount: minorToDecimal(line.lineDiscountMinor),
          documentDiscount: minorToDecimal(line.documentShareMinor),
          total: minorToDecimal(line.totalMinor),
        })),
      ).toEqual(
        expected.lines.map(({ value, lineDiscount, documentDiscount, total }) => ({
          value,
          lineDiscount,
          documentDiscount,
          total,
        })),
      )
    })
  })
})

async function lineOf(ctx: Parameters<typeof aProduct>[0], { qty, price, vat, discount, annex15 }: DocumentLine) {
  const { id } = await aProduct(ctx, { kind: 'service', unit: 'usł', vatRate: KEYS[vat], annex15: annex15 ?? false })
  return { productId: id, qty, unitPrice: price, discount: discount ?? null }
}
