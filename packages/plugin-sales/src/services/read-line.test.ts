import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { readDiscount, readQuantity } from './read-line.js'

describe('a quantity', () => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
  })
  afterAll(() => host?.close())

  test.each([
    [
      0,
      '0,5',
      'Podaj ilość większą od zera i mniejszą od miliarda; tylko całe liczby.',
      'Give a quantity above zero and below a thousand million; whole numbers only.',
    ],
    [
      1,
      '0,25',
      'Podaj ilość większą od zera i mniejszą od miliarda, najwyżej z 1 miejscem po przecinku.',
      /at most 1 decimal place\.$/,
    ],
    [
      3,
      '0',
      'Podaj ilość większą od zera i mniejszą od miliarda, najwyżej z 3 miejscami po przecinku.',
      /at most 3 decimal places\.$/,
    ],
    [
      6,
      '-1',
      'Podaj ilość większą od zera i mniejszą od miliarda, najwyżej z 6 miejscami po przecinku.',
      /at most 6 decimal places\.$/,
    ],
  ])('with %i places refuses %s in plain words', async (places, text, pl, en) => {
    const ctx = await host.ctx()
    const said: string[] = []
    const read = readQuantity(text, places, (_field, code, params) => {
      for (const locale of ['pl', 'en'] as const) said.push(ctx.t(code, params, locale).replaceAll('\u00a0', ' '))
    })
    expect(read).toBeNull()
    expect(said[0]).toBe(pl)
    expect(said[1]).toEqual(typeof en === 'string' ? en : expect.stringMatching(en))
  })
})

describe('a discount', () => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
  })
  afterAll(() => host?.close())

  const number = ['Rabat musi być liczbą, np. 12,50.', 'A discount must be a number, e.g. 12.50.']
  const range = [
    'Rabat może wynosić od 0 do 100%, a kwotowo najwyżej tyle, ile wartość, od której jest liczony.',
    'A discount is from 0 to 100%; an amount is at most the value it is taken from.',
  ]
  const places = (count: number) => [
    `Podaj rabat najwyżej z ${count} miejscami po przecinku.`,
    `Give a discount with at most ${count} decimal places.`,
  ]
  test.each([
    ['amount', '12,345', places(2)],
    ['amount', '12,345 zł', places(2)],
    ['percent', '12,34567%', places(4)],
    ['amount', 'abc', number],
    ['percent', '%', number],
    ['amount', '5%', number],
    ['percent', '100,5', range],
    ['amount', '-12,345', range],
    ['amount', '1234567890123', range],
  ] as const)('of %s refuses %s for what is wrong with it', async (type, value, [pl, en]) => {
    const ctx = await host.ctx()
    const said: string[] = []
    const read = readDiscount({ type, value }, (path, code, params) => {
      expect(path).toBe('discount')
      for (const locale of ['pl', 'en'] as const) said.push(ctx.t(code, params, locale).replaceAll('\u00a0', ' '))
    })
    expect(read).toBeUndefined()
    expect(said).toEqual([pl, en])
  })

  test.each([
    ['amount', ' 1 234,50 zł ', '1234.5'],
    ['amount', '10 PLN', '10'],
    ['percent', '12,5 %', '12.5'],
    ['percent', '100', '100'],
  ] as const)('of %s takes „%s” as %s', (type, value, taken) => {
    const say = (_path: string, code: string) => {
      throw new Error(code)
    }
    expect(readDiscount({ type, value }, say)).toEqual({ type, value: taken })
    expect(readDiscount({ type, value: '0' }, say)).toBeNull()
  })
})
