import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeDocument } from './compute-document.js'
import { invoicePart } from './invoice-part.js'
import { paymentPlan } from './payment-plan.js'
import { splitPayment } from './split-payment.js'
import { transferTitle } from './transfer-title.js'

describe('split payment', () => {
  const sides = { annex15: true, sellerTaxpayer: true, buyerTaxpayer: true }

  it.each([
    ['12195.13', '15000.01', true],
    ['12195.12', '15000.00', false],
  ])('of a montage for %s net (gross %s): %s (example 11)', (price, gross, required) => {
    const lines = [{ no: 1, qty: '1', price, vat: '23', annex15: true }]
    const document = computeDocument({ method: 'net', vatRounding: 'perRate', currency: 'PLN', lines })
    expect(document).toMatchObject({ total: { gross }, splitPaymentRequired: required })
  })

  it('needs an item of annex 15 and taxpayers on both sides', () => {
    const facts = { gross: '15000.01', currency: 'PLN', ...sides }
    expect(splitPayment(facts)).toEqual({ required: true, grossPln: '15000.01' })
    expect(splitPayment({ ...facts, annex15: false }).required).toBe(false)
    expect(splitPayment({ ...facts, buyerTaxpayer: false }).required).toBe(false)
    expect(splitPayment({ ...facts, sellerTaxpayer: false }).required).toBe(false)
  })

  it('counts a foreign currency by its rows in PLN', () => {
    const facts = { gross: '3511.33', currency: 'EUR', exchangeRate: '4.2719', ...sides }
    expect(splitPayment(facts)).toEqual({ required: true, grossPln: '15000.05' })
    const rates = [{ net: '2854.74', tax: '656.59' }]
    expect(splitPayment({ ...facts, rates })).toEqual({ required: true, grossPln: '15000.05' })
    expect(splitPayment({ ...facts, exchangeRate: null })).toEqual({ required: false, grossPln: null })
  })

  it('gives the transfer a title that banks can read', () => {
    const payment = { tax: '2815.86', sellerTaxId: '9990000362', number: 'FV/1/11/2026' }
    expect(transferTitle(payment)).toBe('/VAT/2815,86/IDC/9990000362/INV/FV/1/11/2026')
    expect(transferTitle({ ...payment, number: 'N'.repeat(40), text: 'ż'.repeat(40) })).toBe(
      `/VAT/2815,86/IDC/9990000362/INV/${'N'.repeat(35)}/TXT/${'ż'.repeat(33)}`,
    )
  })
})

describe('parts of an order line', () => {
  it('take the discount with them (example 9)', () => {
    const line = { qty: '7', amount: '10.00' }
    expect(invoicePart({ ...line, taken: '0', part: '2' })).toBe('2.86')
    expect(invoicePart({ ...line, taken: '2', part: '2' })).toBe('2.85')
    expect(invoicePart({ ...line, taken: '4', part: '3' })).toBe('4.29')
    expect(() => invoicePart({ ...line, taken: '5', part: '3' })).toThrow(RangeError)
  })

  it('make the line, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 10 }), fc.nat(10_000_000), (parts, cents) => {
        const qty = parts.reduce((sum, part) => sum + part, 0)
        fc.pre(qty > 0)
        const amount = (cents / 100).toFixed(2)
        let taken = 0
        let invoiced = 0
        for (const part of parts) {
          invoiced += Math.round(
            Number(invoicePart({ qty: `${qty}`, taken: `${taken}`, part: `${part}`, amount })) * 100,
          )
          taken += part
        }
        expect(invoiced).toBe(cents)
      }),
    )
  })
})

describe('a payment plan', () => {
  const plan = (term: Parameters<typeof paymentPlan>[0]['term'], saleDate?: string) =>
    paymentPlan({ totalMinor: 12_300, issueDate: '2026-11-05', saleDate, term })

  it('counts days from issue or sale, and to the end of the month', () => {
    expect(plan({ days: 14 })).toEqual([{ no: 1, dueDate: '2026-11-19', amountMinor: 12_300 }])
    expect(plan({ days: 30, endOfMonth: true })).toEqual([{ no: 1, dueDate: '2026-12-31', amountMinor: 12_300 }])
    expect(plan({ days: 7, from: 'sale' }, '2026-10-30')).toEqual([
      { no: 1, dueDate: '2026-11-06', amountMinor: 12_300 },
    ])
    expect(plan({ days: 0 })).toEqual([{ no: 1, dueDate: '2026-11-05', amountMinor: 12_300 }])
  })

  it('refuses days that are none', () => {
    for (const days of [-1, 0.5, 3651]) expect(plan({ days })).toEqual({ error: 'sales.bad-instalments' })
  })
})
