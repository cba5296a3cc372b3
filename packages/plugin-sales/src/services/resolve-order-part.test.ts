import { computeDocument } from '../arithmetic/compute-document.js'
import { describe, expect, test } from 'vitest'
import { decimalToMinor } from '@berberis/sdk'
import { OrderLine } from '../models/order-line.js'
import { fromMicro, toMicro } from '../quantity.js'
import type { Discount } from '../arithmetic/document.js'
import type { Catalogue } from './catalogue-for.js'
import { computeLines } from './compute-lines.js'
import { resolveOrderPart } from './resolve-order-part.js'

interface Ordered {
  readonly qty: string
  readonly price: string
  readonly discount?: Discount
  /** Percent off the whole order. */
  readonly off?: string
}

const net = { method: 'net', vatRounding: 'perRate', currency: 'PLN' } as const

/** The line as an order keeps it. */
function orderLine({ qty, price, discount, off }: Ordered): OrderLine {
  const made = computeDocument({
    ...net,
    lines: [{ no: 1, qty, price, vat: '23', discount: discount ?? null }],
    discounts: off ? [{ type: 'percent', value: off }] : [],
  })
  if ('error' in made) throw new Error(made.error)
  const [amounts] = made.lines
  return OrderLine.fromJson({
    id: 7,
    productId: null,
    name: 'Część',
    qty: toMicro(qty),
    unit: 'szt',
    unitPrice: price,
    discountType: discount?.type ?? null,
    discountValue: discount?.value ?? null,
    vatRate: 'standard',
    documentShareMinor: decimalToMinor(amounts?.documentDiscount ?? '0'),
    totalMinor: decimalToMinor(amounts?.total ?? '0'),
  })
}

/** What each part comes to in grosze, one invoice after another; the codes of what was refused instead. */
function invoiced(line: OrderLine, parts: readonly string[]): (number | string)[] {
  const catalogue: Catalogue = {
    products: new Map(),
    orderLines: new Map([[line.id, line]]),
    taken: new Map(),
    unit: () => undefined,
    rate: () => ({ key: 'standard', code: '23' }),
    marks: () => ({ annex15: false, gtu: null, exemptionBasis: null }),
  }
  return parts.map((qty) => {
    const part = resolveOrderPart(catalogue, { orderLineId: line.id, qty }, 0, (_field, code) => {
      throw new Error(code)
    })
    const sums = computeLines(part ? [part] : [], { ...net, discount: null })
    return 'refusals' in sums ? (sums.refusals[0]?.code ?? '') : decimalToMinor(sums.computed.total.net)
  })
}

describe('a part of an order line', () => {
  test('costs nothing when the line costs nothing, however its value is rounded', () => {
    const free = { type: 'percent', value: '100' } as const
    expect(invoiced(orderLine({ qty: '3', price: '0.333', off: '100' }), ['1', '1', '1'])).toEqual([0, 0, 0])
    expect(invoiced(orderLine({ qty: '3', price: '0.333', discount: free }), ['1', '2'])).toEqual([0, 0])
    const amount = { type: 'amount', value: '1.00' } as const
    expect(invoiced(orderLine({ qty: '3', price: '0.333', discount: amount }), ['1', '1', '1'])).toEqual([0, 0, 0])
  })

  test('can be invoiced when its own discount and the order’s round against each other', () => {
    const half = { type: 'percent', value: '50' } as const
    const line = orderLine({ qty: '3', price: '0.33', discount: half, off: '99' })
    expect(line.totalMinor).toBe(0)
    expect(invoiced(line, ['1', '1', '1'])).toEqual([0, 0, 0])
  })

  test('makes the whole with the other parts while no part is worth less than its discount', () => {
    const line = orderLine({ qty: '7', price: '100', discount: { type: 'amount', value: '10.00' }, off: '3' })
    const totals = invoiced(line, ['2', '2', '3'])
    expect(totals.reduce<number>((sum, total) => sum + Number(total), 0)).toBe(line.totalMinor)
  })

  test('is never below nothing nor refused, whatever the prices, quantities and discounts', () => {
    for (const [qty, price, value, off] of samples(300)) {
      const line = orderLine({ qty, price, discount: { type: 'percent', value }, off })
      const first = fromMicro(Math.ceil(toMicro(qty) / 3 / 1000) * 1000)
      const rest = fromMicro(toMicro(qty) - toMicro(first))
      const totals = invoiced(line, rest === '0' ? [first] : [first, rest])
      for (const total of totals) expect(total).toBeGreaterThanOrEqual(0)
      const sum = totals.reduce<number>((all, total) => all + Number(total), 0)
      expect(Math.abs(sum - line.totalMinor)).toBeLessThanOrEqual(2)
    }
  })
})

/** Quantities, prices and percentages near the places where rounding hurts; the same in every run. */
function* samples(count: number): Generator<[string, string, string, string]> {
  let seed = 20_261_122
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below
  for (let n = 0; n < count; n += 1) {
    yield [
      String(1 + next(20)),
      `${next(3)}.${String(next(1000)).padStart(3, '0')}`,
      String(90 + next(11)),
      String(90 + next(11)),
    ]
  }
}
