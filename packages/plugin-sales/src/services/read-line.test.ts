import { testHost, type TestHost } from '@berberis/sdk/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sales from '../index.js'
import { readQuantity } from './read-line.js'

describe('a quantity', () => {
  let host: TestHost
  beforeAll(async () => {
    host = await testHost({ plugins: [sales] })
  })
  afterAll(() => host?.close())

  test.each([
    [0, '0,5', 'Podaj ilość większą od zera; tylko całe liczby.', 'Give a quantity above zero; whole numbers only.'],
    [1, '0,25', 'Podaj ilość większą od zera, najwyżej z 1 miejscem po przecinku.', /at most 1 decimal place\.$/],
    [3, '0', 'Podaj ilość większą od zera, najwyżej z 3 miejscami po przecinku.', /at most 3 decimal places\.$/],
    [6, '-1', 'Podaj ilość większą od zera, najwyżej z 6 miejscami po przecinku.', /at most 6 decimal places\.$/],
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
