import { describe, expect, it } from 'vitest'
import { guarded, unguarded } from './formula-guard.js'

describe('a text that a spreadsheet would run', () => {
  it.each([
    '=1+1',
    '+48 600 100 200',
    '-5',
    '@SUM(A1)',
    '\t=1',
    '\rx',
    '\tx',
    ' \u200b=1',
    '\u0007=1',
    '\ufeff@x',
    '\n-1',
  ])('%j has an apostrophe before it in CSV', (text) => expect(guarded(text)).toBe(`'${text}`))

  it.each(['', 'Kowalski', "'", "O'Hara", '1+1', "'cytat'", 'a=1'])('is not %j', (text) =>
    expect(guarded(text)).toBe(text),
  )

  it.each(['=1+1', "'=1", "''=1", "'", "'cytat'", "'\t", ' +1', 'a', "O'=", "' =1"])(
    'comes back as it was: %j',
    (text) => {
      expect(unguarded(guarded(text))).toBe(text)
    },
  )
})
