import { describe, expect, it } from 'vitest'
import { likenessOf, type Traits } from './likeness.js'
import { alikeLengths, rarePairs } from './rare-pairs.js'
import { letterPairs, reducedName, sharedPairs } from './reduced-name.js'

const traits = (more: Partial<Traits>): Traits => ({
  taxId: null,
  name: '',
  ibans: [],
  emails: [],
  phones: [],
  postalCodes: [],
  ...more,
})
const named = (name: string, more: Partial<Traits> = {}) => traits({ name: reducedName(name), ...more })

/** Numbers that come again at every run, so that a property that breaks breaks for everybody. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5
    const mixed = Math.imul(state ^ (state >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below
  }
}

describe('a reduced name', () => {
  it.each([
    ['HOTEL IMPERIAL Sp. z o.o.', 'hotel imperial'],
    ['Grzejniki Polskie S.A.', 'grzejniki polskie'],
    ['P.P.H.U. „Łąka” Spółka z ograniczoną odpowiedzialnością sp. k.', 'laka'],
    ['Nowak i Syn s.c.', 'nowak i syn'],
    ['FHU Sałata', 'salata'],
    ['Firma Handlowo-Usługowa Żuk', 'zuk'],
    ['Sady S.K.A.', 'sady'],
    ['S.A.', 's a'],
    ['Sam', 'sam'],
  ])('of %s is %s', (name, reduced) => expect(reducedName(name)).toBe(reduced))
})

describe('likeness', () => {
  const imperial = named('Hotel Imperial', {
    taxId: '9990000362',
    ibans: ['PL1'],
    emails: ['recepcja@imperial.example'],
    phones: ['+48221234567'],
    postalCodes: ['00-001'],
  })

  it.each<[string, Traits, number, readonly string[]]>([
    ['the name without its legal form', named('HOTEL IMPERIAL Sp. z o.o.'), 80, ['name']],
    ['the NIP', traits({ taxId: '9990000362' }), 100, ['taxId']],
    ['NIP and name', named('Hotel Imperial', { taxId: '9990000362' }), 100, ['taxId', 'name']],
    ['an account', traits({ ibans: ['PL2', 'PL1'] }), 80, ['iban']],
    ['an e-mail, whatever its case', traits({ emails: ['Recepcja@imperial.example'] }), 70, ['email']],
    ['a phone', traits({ phones: ['+48221234567'] }), 60, ['phone']],
    [
      'a phone and the postal code',
      traits({ phones: ['+48221234567'], postalCodes: ['00-001'] }),
      70,
      ['phone', 'postalCode'],
    ],
    ['a name with letters changed over (Dice 0.769)', named('Hotel Imperail'), 0, []],
    ['a name with one letter more (Dice 26/27)', named('Hotel Imperiall'), 77, ['name']],
    ['that and the postal code', named('Hotel Imperiall', { postalCodes: ['00-001'] }), 87, ['name', 'postalCode']],
    ['the postal code alone', traits({ postalCodes: ['00-001'] }), 0, []],
    [
      'the NIP and the postal code, never above 100',
      traits({ taxId: '9990000362', postalCodes: ['00-001'] }),
      100,
      ['taxId', 'postalCode'],
    ],
    ['nothing', traits({}), 0, []],
  ])('by %s', (_what, other, score, reasons) => {
    expect(likenessOf(imperial, other)).toEqual({ score, reasons })
  })

  it('counts a letter pair as often as both have it', () => {
    expect(sharedPairs('aaaa', 'aa')).toEqual({ shared: 1, all: 4 })
    expect(sharedPairs('hotel imperial', 'hotel imperail')).toEqual({ shared: 10, all: 26 })
  })

  it('is the same from either side, and never above 100', () => {
    const any = numbers(7)
    const word = () => Array.from({ length: 1 + any(7) }, () => 'abcdo '[any(6)]).join('')
    for (let round = 0; round < 2000; round += 1) {
      const some = () => named(word(), { phones: [`+4860000000${any(4)}`], postalCodes: [`00-00${any(3)}`] })
      const [one, other] = [some(), some()]
      const there = likenessOf(one, other)
      expect(likenessOf(other, one).score).toBe(there.score)
      expect(there.score).toBeLessThanOrEqual(100)
    }
  })

  it('is never missed by the pairs names are looked for by', () => {
    const any = numbers(11)
    const letters = 'abcdeiklmnoprstuwz 0123'
    const word = () => Array.from({ length: 3 + any(18) }, () => letters[any(letters.length)]).join('')
    const spoiled = (name: string) => {
      const signs = [...name]
      for (let times = any(4); times > 0; times -= 1)
        signs.splice(any(signs.length), any(2), ...(any(2) === 0 ? [letters[any(letters.length)] ?? ''] : []))
      return reducedName(signs.join(''))
    }
    let alike = 0
    for (let round = 0; round < 4000; round += 1) {
      const name = reducedName(word())
      const other = spoiled(name)
      if (name === other || likenessOf(traits({ name }), traits({ name: other })).score === 0) continue
      alike += 1
      const theirs = rarePairs(other)
      const [shortest, longest] = alikeLengths(letterPairs(name).length)
      expect(rarePairs(name).some((pair) => theirs.includes(pair))).toBe(true)
      expect(letterPairs(other).length).toBeGreaterThanOrEqual(shortest)
      expect(letterPairs(other).length).toBeLessThanOrEqual(longest)
    }
    expect(alike).toBeGreaterThan(500)
  })
})
