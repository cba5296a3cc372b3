import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountInWords } from './amount-in-words.js'

describe('an amount in Polish words', () => {
  it.each([
    ['0.00', 'PLN', 'zero złotych 00/100'],
    ['0.07', 'PLN', 'zero złotych 07/100'],
    ['1.00', 'PLN', 'jeden złoty 00/100'],
    ['2.10', 'PLN', 'dwa złote 10/100'],
    ['5.00', 'PLN', 'pięć złotych 00/100'],
    ['12.00', 'PLN', 'dwanaście złotych 00/100'],
    ['14.99', 'PLN', 'czternaście złotych 99/100'],
    ['21.00', 'PLN', 'dwadzieścia jeden złotych 00/100'],
    ['22.22', 'PLN', 'dwadzieścia dwa złote 22/100'],
    ['101.00', 'PLN', 'sto jeden złotych 00/100'],
    ['112.50', 'PLN', 'sto dwanaście złotych 50/100'],
    ['1000.00', 'PLN', 'tysiąc złotych 00/100'],
    ['2002.00', 'PLN', 'dwa tysiące dwa złote 00/100'],
    ['15000.00', 'PLN', 'piętnaście tysięcy złotych 00/100'],
    ['1000000.00', 'PLN', 'milion złotych 00/100'],
    ['1021000.00', 'PLN', 'milion dwadzieścia jeden tysięcy złotych 00/100'],
    ['3000000000.00', 'PLN', 'trzy miliardy złotych 00/100'],
    ['986.75', 'EUR', 'dziewięćset osiemdziesiąt sześć EUR 75/100'],
    ['-332.08', 'PLN', 'minus trzysta trzydzieści dwa złote 08/100'],
    ['1234567.89', 'PLN', 'milion dwieście trzydzieści cztery tysiące pięćset sześćdziesiąt siedem złotych 89/100'],
  ])('%s %s is „%s”', (amount, currency, words) => {
    expect(amountInWords(amount, currency, 'pl')).toBe(words)
  })
})

describe('an amount in English words', () => {
  it.each([
    ['1200.50', 'PLN', 'one thousand two hundred PLN 50/100'],
    ['1234567.89', 'PLN', 'one million two hundred thirty-four thousand five hundred sixty-seven PLN 89/100'],
    ['0.01', 'EUR', 'zero EUR 01/100'],
    ['-1000000.00', 'EUR', 'minus one million EUR 00/100'],
    ['20.00', 'USD', 'twenty USD 00/100'],
    ['115.00', 'USD', 'one hundred fifteen USD 00/100'],
  ])('%s %s is "%s"', (amount, currency, words) => {
    expect(amountInWords(amount, currency, 'en')).toBe(words)
  })
})

it('never has a gap or a missing word, whatever the amount', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }),
      fc.constantFrom('pl' as const, 'en' as const),
      (whole, language) => {
        const words = amountInWords(`${whole}.00`, 'PLN', language)
        expect(words).not.toMatch(/ {2}|undefined|^ |--/)
      },
    ),
  )
  expect(() => amountInWords(`${10n ** 18n}`, 'PLN', 'pl')).toThrow(RangeError)
})
