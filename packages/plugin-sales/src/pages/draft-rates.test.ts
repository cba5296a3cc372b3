import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { draftRates } from '../services/draft-rates.js'
import { anInvoice, anOrder } from '../testing/builders.js'
import { plain } from '../testing/plain.js'

const lines = [
  { name: 'Zawór', qty: '3', unitPrice: '33.33', vatRate: 'standard' },
  { name: 'Montaż', qty: '1', unitPrice: '50.01', vatRate: 'reduced' },
  { name: 'Rura', qty: '1', unitPrice: '10.05', vatRate: 'standard' },
] as const
const discount = { type: 'percent' as const, value: '10' }

describe('the sums per rate on the page of a draft', () => {
  let host: TestHost
  let page: Awaited<ReturnType<TestHost['as']>>['page']
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
    page = (await host.as('admin')).page
  })
  afterAll(() => host?.close())

  const rowsOf = (html: string) =>
    plain(html)
      .match(/VAT \d+%.*?[\d,]+ \+ [\d,]+/gs)
      ?.map((row) => row.replaceAll(/<[^>]*>/g, ' '))

  test.each([
    ['orders', 'net', 'perRate'],
    ['orders', 'gross', 'perRate'],
    ['documents', 'net', 'perRate'],
    ['documents', 'net', 'perLine'],
    ['documents', 'gross', 'perLine'],
  ] as const)('of /sales/%s, %s, %s, are those of its editor', async (kind, method, vatRounding) => {
    const { id } = await host.run(async (ctx) => {
      const about = { method, discount, lines: [...lines] }
      return kind === 'orders' ? anOrder(ctx, about) : anInvoice(ctx, { ...about, vatRounding })
    })
    const [shown, edited] = [await page.get(`/sales/${kind}/${id}`), await page.get(`/sales/${kind}/${id}/edit`)]
    expect(rowsOf(shown.body)).toHaveLength(2)
    expect(rowsOf(shown.body)).toEqual(rowsOf(edited.body))
  })

  test('are left out when they do not come to its totals', () => {
    const kept = { method: 'net', vatRounding: 'perRate', netMinor: 10_000, taxMinor: 800 } as const
    expect(draftRates({ ...kept, lines: [{ vat: '8', totalMinor: 10_000 }] })).toHaveLength(1)
    expect(draftRates({ ...kept, lines: [{ vat: '23', totalMinor: 10_000 }] })).toEqual([])
  })
})
