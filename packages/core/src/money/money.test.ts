import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalDecimal, decimalToMinor, fromScaled, minorToDecimal, toScaled } from './decimal.js'
import { formatAmount, formatDecimal } from './format-amount.js'
import { parseAmount } from './parse-amount.js'
import { parseDecimal } from './parse-decimal.js'
import { roundHalfUp } from './round-half-up.js'
import { SplitError, splitAmount } from './split-amount.js'

describe('roundHalfUp', () => {
  it('sends a half away from zero', () => {
    expect(roundHalfUp(2025n, 10n)).toBe(203n)
    expect(roundHalfUp(-2025n, 10n)).toBe(-203n)
    expect(roundHalfUp(2024n, 10n)).toBe(202n)
    expect(roundHalfUp(2025n, -10n)).toBe(-203n)
    expect(roundHalfUp(0n, 7n)).toBe(0n)
  })
})

describe('splitAmount', () => {
  it.each([
    [10_000, [1, 3], [2500, 7500]],
    [10_000, [1, 1, 1], [3334, 3333, 3333]],
    [10_000, [2, 3, 2], [2857, 4286, 2857]],
    [12_345, [2, 3, 5], [2469, 3704, 6172]],
    [70_000, ['38.5', '52.0', '61.25'], [17_759, 23_987, 28_254]],
    [-10_000, [1, 2, 3], [-1667, -3333, -5000]],
    [18_735, [2, 0, 3], [7494, 0, 11_241]],
    [26_000, [60, 70], [12_000, 14_000]],
    [43_217, [2, 1, 4], [12_348, 6174, 24_695]],
  ] as [number, (number | string)[], number[]][])('splits %d by %j', (total, weights, parts) => {
    expect(splitAmount(total, weights)).toEqual(parts)
  })

  it('always makes the total, gives nothing to a zero weight and mirrors a negative total', () => {
    const weight = fc.oneof(
      fc.nat(1000),
      fc.nat(1_000_000).map((cents) => fromScaled(BigInt(cents), 3)),
    )
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.array(weight, { minLength: 1, maxLength: 20 }), (total, weights) => {
        fc.pre(weights.some((one) => Number(one) > 0))
        const parts = splitAmount(total, weights)
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total))
        weights.forEach((one, at) => Number(one) === 0 && expect(parts[at]).toBe(0))
        expect(splitAmount(-total, weights)).toEqual(parts.map((part) => (part === 0 ? 0 : -part)))
      }),
    )
  })

  it('names what is wrong, the total first', () => {
    const fault = (total: number, weights: (number | string)[]) => {
      try {
        splitAmount(total, weights)
      } catch (error) {
        return error instanceof SplitError ? error.code : error
      }
      return 'none'
    }
    expect(fault(0.5, [])).toBe('bad-total')
    expect(fault(1, [])).toBe('no-shares')
    expect(fault(1, [0, -1])).toBe('bad-weight')
    expect(fault(1, [0.5])).toBe('bad-weight')
    expect(fault(1, ['x'])).toBe('bad-weight')
    expect(fault(1, [0, '0.0'])).toBe('no-weight')
  })
})

describe('parseAmount', () => {
  it.each([
    ['1 234,56', 123_456],
    ['1\u00a0234,56\u00a0zł', 123_456],
    ['1\u202f234,56', 123_456],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['1234,56', 123_456],
    ['1234.56', 123_456],
    ['PLN 1,234.56', 123_456],
    ['1 234 567', 123_456_700],
    ['1.234.567', 123_456_700],
    ['12,5', 1250],
    ['0', 0],
    ['-0,00', 0],
    ['−12,00 ZŁ', -1200],
    ['007,10', 710],
  ])('reads „%s”', (text, value) => {
    expect(parseAmount(text)).toEqual({ value })
  })

  it.each([
    '12,345',
    '12.345',
    '',
    'zł',
    'abc',
    '1 23',
    '12 34,00',
    '1.2.3',
    '1,2,3',
    '--1',
    '1e3',
    '5 EUR',
    '12,',
    ',50',
    '0x10',
    '90 071 992 547 409,93',
    '1,234,56',
    'Infinity',
    '1'.repeat(50),
    '١٢',
  ])('refuses „%s”', (text) => {
    expect(parseAmount(text)).toEqual({ error: 'core.bad-amount' })
  })

  it('takes another currency only when it is asked for', () => {
    expect(parseAmount('5 EUR', 'EUR')).toEqual({ value: 500 })
    expect(parseAmount('5 zł', 'EUR')).toEqual({ error: 'core.bad-amount' })
  })

  it('reads back whatever is shown, in both languages', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('pl' as const, 'en' as const), (minor, locale) => {
        expect(parseAmount(formatAmount(minor, 'PLN', locale))).toEqual({ value: minor })
      }),
    )
  })
})

describe('decimals', () => {
  it('are read in a canonical form', () => {
    expect(parseDecimal('1 234,50', 2)).toEqual({ value: '1234.5' })
    expect(parseDecimal('0,0001', 4)).toEqual({ value: '0.0001' })
    expect(parseDecimal('-0,0', 2)).toEqual({ value: '0' })
    expect(parseDecimal('1,2345', 3)).toEqual({ error: 'core.bad-number' })
    expect(parseDecimal('1234567890123', 2)).toEqual({ error: 'core.bad-number' })
    expect(parseDecimal('', 2)).toEqual({ error: 'core.bad-number' })
  })

  it('become whole numbers of a scale and back', () => {
    expect(toScaled('12.5', 2)).toBe(1250n)
    expect(toScaled('-0.0500', 2)).toBe(-5n)
    expect(fromScaled(-5n, 2)).toBe('-0.05')
    expect(fromScaled(1200n, 2)).toBe('12')
    expect(canonicalDecimal('-00.500')).toBe('-0.5')
    expect(() => toScaled('1.234', 2)).toThrow(RangeError)
    expect(() => toScaled('1,2', 2)).toThrow(RangeError)
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(12), (value, scale) => toScaled(fromScaled(value, scale), scale) === value),
    )
  })

  it('stand for grosze with two places', () => {
    expect(minorToDecimal(-5)).toBe('-0.05')
    expect(decimalToMinor('1234.5')).toBe(123_450)
    expect(() => decimalToMinor('0.001')).toThrow(RangeError)
    expect(() => decimalToMinor('99999999999999999')).toThrow(RangeError)
    expect(() => minorToDecimal(0.1)).toThrow(RangeError)
  })
})

describe('shown amounts', () => {
  it('are grouped with spaces that do not break in Polish, with commas in English', () => {
    expect(formatAmount(123_456, 'PLN', 'pl')).toBe('1\u00a0234,56\u00a0zł')
    expect(formatAmount(-99_999_900, 'EUR', 'pl')).toBe('-999\u00a0999,00\u00a0EUR')
    expect(formatAmount(123_456, 'PLN', 'en')).toBe('PLN\u00a01,234.56')
    expect(formatAmount(5, 'PLN', 'pl')).toBe('0,05\u00a0zł')
  })

  it('show decimals with at least the places asked for', () => {
    expect(formatDecimal('1234.5', 'pl', 2)).toBe('1\u00a0234,50')
    expect(formatDecimal('1.2345', 'pl', 2)).toBe('1,2345')
    expect(formatDecimal('1000', 'en')).toBe('1,000')
  })
})
