import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeDocument } from './compute-document.js'
import type { ComputedDocument, Discount, DocumentInput, DocumentLine } from './document.js'
import { compareRates } from './rate-rows.js'

type Vector = { id: string; title: string; input: DocumentInput & { discount: Discount | null }; expected: object }

const file = new URL('vectors.json', import.meta.url)
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }

const computed = (document: DocumentInput): ComputedDocument => {
  const result = computeDocument(document)
  if ('error' in result) throw new Error(result.error)
  return result
}
const invoice = (lines: DocumentLine[], rest: Partial<DocumentInput> = {}): DocumentInput => ({
  method: 'net',
  vatRounding: 'perRate',
  currency: 'PLN',
  lines,
  ...rest,
})
const line = (no: number, qty: string, price: string, vat: string, rest: Partial<DocumentLine> = {}): DocumentLine => ({
  no,
  qty,
  price,
  vat,
  ...rest,
})
const minor = (decimal: string) => BigInt(decimal.replace('.', ''))
const total = (decimals: string[]) => decimals.reduce((sum, decimal) => sum + minor(decimal), 0n)

describe('the fiscal vectors', () => {
  it('are all here', () => {
    expect(vectors.map(({ id }) => id)).toEqual([
      'S01',
      'S02',
      'S03',
      'S04',
      'S05',
      'S06',
      'S07',
      'S08',
      'S09',
      'S10',
      'S11',
      'S15',
    ])
  })

  it.each(vectors.map((vector) => [vector.id, vector.title, vector] as const))('%s %s', (_id, _title, vector) => {
    const { discount, ...document } = vector.input
    const { grossPln, ...result } = computed({ ...document, discounts: discount === null ? [] : [discount] })
    expect(result).toEqual(vector.expected)
    expect(grossPln).not.toBeNull()
  })
})

describe('a document', () => {
  it('takes a line discount and then a document discount (example 3)', () => {
    const twenty = { type: 'percent', value: '20' } as const
    const lines = [line(1, '1', '100.00', '23'), line(2, '1', '200.00', '23', { discount: twenty })]
    const result = computed(invoice(lines, { discounts: [{ type: 'percent', value: '10' }] }))
    expect(result.lines.map((one) => one.total)).toEqual(['90.00', '144.00'])
    expect(result.total).toEqual({ net: '234.00', tax: '53.82', gross: '287.82' })
  })

  it('takes several document discounts one after another (example 4)', () => {
    const lines = [
      line(1, '3', '100.00', '23'),
      line(2, '1', '33.33', '8'),
      line(3, '1', '50.00', '23', { noDocumentDiscount: true }),
    ]
    const coupon = { type: 'amount', value: '10.00', lines: [1] } as const
    const result = computed(invoice(lines, { discounts: [{ type: 'percent', value: '5' }, coupon] }))
    expect(result.discounts).toEqual(['16.67', '10.00'])
    expect(result.lines.map((one) => one.documentDiscount)).toEqual(['25.00', '1.67', '0.00'])
    expect(result.rates).toEqual([
      { vat: '23', net: '325.00', tax: '74.75', gross: '399.75' },
      { vat: '8', net: '31.66', tax: '2.53', gross: '34.19' },
    ])
    expect(result.total.gross).toBe('433.94')
  })

  it('counts VAT from net or from gross (example 5)', () => {
    const lines = [line(1, '3', '100.00', '23'), line(2, '1', '33.33', '23')]
    expect(computed(invoice(lines)).total).toEqual({ net: '333.33', tax: '76.67', gross: '410.00' })
    expect(computed(invoice(lines, { method: 'gross' })).total).toEqual({
      net: '271.00',
      tax: '62.33',
      gross: '333.33',
    })
  })

  it('says in PLN what a foreign amount is worth, when the rate is known', () => {
    const lines = [line(1, '1', '100.00', '23')]
    expect(computed(invoice(lines, { currency: 'EUR' })).grossPln).toBeNull()
    expect(computed(invoice(lines, { currency: 'EUR', exchangeRate: '4.2718' })).grossPln).toBe('525.43')
    expect(computed(invoice(lines)).grossPln).toBe('123.00')
  })

  it('may be empty or brought to zero', () => {
    expect(computed(invoice([])).total).toEqual({ net: '0.00', tax: '0.00', gross: '0.00' })
    const zero = computed(invoice([line(1, '0', '10.00', '23')], { discounts: [{ type: 'percent', value: '50' }] }))
    expect(zero.due).toBe('0.00')
    expect(zero.words).toBe('zero złotych 00/100')
  })

  it.each([
    ['a negative quantity', invoice([line(7, '-1', '1.00', '23')]), { error: 'sales.bad-quantity', line: 7 }],
    ['a negative price', invoice([line(7, '1', '-1.00', '23')]), { error: 'sales.bad-price', line: 7 }],
    [
      'a discount above the value',
      invoice([line(7, '1', '1.00', '23', { discount: { type: 'amount', value: '1.01' } })]),
      { error: 'sales.discount-out-of-range', line: 7 },
    ],
    [
      'more than 100 %',
      invoice([line(7, '1', '0.00', '23', { discount: { type: 'percent', value: '100.01' } })]),
      { error: 'sales.discount-out-of-range', line: 7 },
    ],
    [
      'a negative document discount',
      invoice([line(7, '1', '1.00', '23')], { discounts: [{ type: 'amount', value: '-0.01' }] }),
      { error: 'sales.discount-out-of-range' },
    ],
    [
      'a discount of a line that is not there',
      invoice([line(7, '1', '1.00', '23')], { discounts: [{ type: 'percent', value: '1', lines: [8] }] }),
      { error: 'sales.unknown-line', line: 8 },
    ],
    ['more than there is money', invoice([line(7, '10000', '1000000000000', '23')]), { error: 'sales.bad-amount' }],
  ])('refuses %s', (_what, document, fault) => {
    expect(computeDocument(document)).toEqual(fault)
  })
})

it('puts rates in their order, new percentages by size', () => {
  const rates = ['np II', 'zw', '0 EX', '5', '23', 'oo', '8', '0 KR', '22', 'np I', '0 WDT', '3', '24', '7', '4']
  expect(rates.sort(compareRates).join(',')).toBe('24,23,22,8,7,5,4,3,0 KR,0 WDT,0 EX,zw,oo,np I,np II')
})

describe('any document', () => {
  const decimal = (max: number, places: number) =>
    fc.nat(max).map((units) => (units / 10 ** places).toFixed(places).replace(/^-/, ''))
  const percent = decimal(10_000, 2).map((value) => ({ type: 'percent' as const, value }))
  const anyLine = fc.record({
    qty: decimal(100_000, 3),
    price: decimal(10_000_000, 4),
    vat: fc.constantFrom('23', '8', '5', '0 WDT', 'zw', 'np I'),
    discount: fc.option(percent),
    noDocumentDiscount: fc.boolean(),
  })
  const anyDocument = fc.record({
    method: fc.constantFrom('net' as const, 'gross' as const),
    vatRounding: fc.constantFrom('perRate' as const, 'perLine' as const),
    currency: fc.constant('PLN'),
    lines: fc.array(anyLine, { maxLength: 12 }).map((lines) => lines.map((one, at) => ({ no: at + 1, ...one }))),
    discounts: fc.array(percent, { maxLength: 3 }),
  })

  it('adds up: rows to totals, shares to discounts, lines to rows', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const { lines, rates, total: sums, discounts, documentDiscount } = computed(document)
        for (const column of ['net', 'tax', 'gross'] as const) {
          expect(total(rates.map((row) => row[column]))).toBe(minor(sums[column]))
        }
        expect(minor(sums.net) + minor(sums.tax)).toBe(minor(sums.gross))
        expect(total(lines.map((one) => one.documentDiscount))).toBe(minor(documentDiscount))
        if (discounts) expect(total(discounts)).toBe(minor(documentDiscount))
        expect(total(lines.map((one) => one.total))).toBe(minor(document.method === 'net' ? sums.net : sums.gross))
        for (const one of lines) {
          expect(minor(one.value) - minor(one.lineDiscount) - minor(one.documentDiscount)).toBe(minor(one.total))
          expect(minor(one.total)).toBeGreaterThanOrEqual(0n)
        }
      }),
    )
  })

  it('has no discount of the document on lines that are left out', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const kept = document.lines.filter((one) => one.noDocumentDiscount).map((one) => one.no)
        const shares = computed(document).lines.filter((one) => kept.includes(one.no))
        expect(shares.every((one) => one.documentDiscount === '0.00')).toBe(true)
      }),
    )
  })
})
