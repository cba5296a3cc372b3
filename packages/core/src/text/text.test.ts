import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from './fold.js'
import { isCleanText, normalText, textLength } from './normal-text.js'
import { polishKey } from './polish-key.js'
import { queryWords, searchWords, wordEndings } from './search-words.js'
import { slug } from './slug.js'

const order = (names: string[]) => [...names].sort((a, b) => compare(polishKey(a), polishKey(b)))
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

describe('polishKey', () => {
  it('sorts the contractors of the example firm as a Polish reader expects', () => {
    const names = [
      'Dłużnik Przykładowy',
      'Grzejniki Polskie',
      'Hotel Imperial',
      'Kowalski Jan',
      'Nowak Piotr',
      'Piece Północ',
      'Piece Wschód',
      'Piece Zachód',
      'Poczta Polska',
      'Szkoła Podstawowa',
      'Tutor',
      'Urząd Skarbowy',
      'Współpraca Zofia',
      'Zdrowa Półka',
      'Zdrowy Koszyk',
    ]
    expect(order([...names].reverse())).toEqual(names)
  })

  it('puts the 35 letters in their order, whatever follows them', () => {
    const letters = [...'aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż']
    expect(order([...letters].reverse())).toEqual(letters)
    expect(order(['żaba', 'źrebak', 'zzz', 'ąż', 'az', 'ą', 'azż'])).toEqual([
      'az',
      'azż',
      'ą',
      'ąż',
      'zzz',
      'źrebak',
      'żaba',
    ])
  })

  it('compares digits as numbers, before letters, and separators before both', () => {
    expect(order(['pokój 10', 'pokój 9', 'pokój 100', 'pokój', 'pokój a', 'pokój-2'])).toEqual([
      'pokój',
      'pokój-2',
      'pokój 9',
      'pokój 10',
      'pokój 100',
      'pokój a',
    ])
    expect(polishKey('dom 007')).toBe(polishKey('Dom – 7'))
    expect(order([`a${'9'.repeat(30)}`, `a1${'0'.repeat(30)}`, `a${'9'.repeat(25)}`])).toEqual([
      `a${'9'.repeat(25)}`,
      `a${'9'.repeat(30)}`,
      `a1${'0'.repeat(30)}`,
    ])
  })

  it('takes other accented letters as their base, composed or not, and foreign scripts after ż', () => {
    expect(polishKey('Škoda')).toBe(polishKey('skoda'))
    expect(polishKey('Mu\u0308ller')).toBe(polishKey('Müller'))
    expect(polishKey('Go\u0301ra')).toBe(polishKey('Góra'))
    expect(polishKey('Straße')).toBe(polishKey('strasse'))
    expect(order(['Жук', 'żuk', 'Яна', 'Ωmega', '\u{1f600} b'])).toEqual(['\u{1f600} b', 'żuk', 'Ωmega', 'Жук', 'Яна'])
  })

  it('is plain ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => /^[\x20-\x7e]*$/.test(polishKey(text))),
    )
  })

  it('orders names of letters and digits exactly as the collator of the language', () => {
    const collator = new Intl.Collator('pl', { numeric: true, sensitivity: 'base' })
    const signs = [...'aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźżAĄBCĆŁÓŚŹŻéüöčäñ0123456789 ']
    const name = fc
      .string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 12 })
      .map((text) => text.replace(/ +/g, ' ').trim())
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(compare(polishKey(a), polishKey(b))).toBe(Math.sign(collator.compare(a, b)))
      }),
      { numRuns: 5000 },
    )
  })
})

describe('fold and slug', () => {
  it('leaves lower-case letters and digits with single spaces', () => {
    expect(fold('  „Łódź”, ul. Żółta 3/5 ')).toBe('lodz ul zolta 3 5')
    expect(fold('HOTEL--Imperial')).toBe('hotel imperial')
    expect(fold('Żo\u0301łw')).toBe('zolw')
    expect(fold('Привет мир')).toBe('привет мир')
    expect(fold('…')).toBe('')
  })

  it('makes a key of at most 40 signs that does not end in a hyphen', () => {
    expect(slug('Wielkość firmy')).toBe('wielkosc-firmy')
    expect(slug('Średnia')).toBe('srednia')
    expect(slug(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39))
    expect(slug('!?')).toBe('')
  })

  it('folds what is folded to itself', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)))
  })
})

describe('normal text', () => {
  it('is composed, trimmed, with line feeds', () => {
    expect(normalText('  o\u0301\r\nb\rc ')).toBe('ó\nb\nc')
    expect(normalText(' \t ')).toBe('')
  })

  it('knows control characters and halves of pairs', () => {
    expect(isCleanText('Zażółć\tgęślą\r\njaźń \u{1f600}')).toBe(true)
    for (const bad of ['a\u0000', 'a\u0007b', '\u001b[31m', '\u0085', '\u007f', 'a\ud83d', '\ude00b']) {
      expect(isCleanText(bad), JSON.stringify(bad)).toBe(false)
    }
  })

  it('counts code points', () => {
    expect(textLength('ż\u{1f600}a')).toBe(3)
  })
})

describe('search words', () => {
  it('are the different folded words and all their endings', () => {
    expect(searchWords('Hotel „Imperial” hotel')).toEqual(['hotel', 'imperial'])
    expect(wordEndings('hotel')).toEqual(['hotel', 'otel', 'tel', 'el'])
    expect(wordEndings('a')).toEqual([])
    expect(wordEndings('aaaa')).toEqual(['aaaa', 'aaa', 'aa'])
  })

  it('holds every fragment of a word as the beginning of an ending', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(word, fc.nat(), fc.integer({ min: 2, max: 40 }), (text, from, length) => {
        const start = from % (text.length - 1)
        const fragment = text.slice(start, start + length)
        return wordEndings(text).some((ending) => ending.startsWith(fragment))
      }),
    )
  })

  it('keeps a pasted block of text small', () => {
    const [word] = searchWords('x1'.repeat(5000))
    expect(word).toHaveLength(100)
    expect(wordEndings(word ?? '').every((ending) => ending.length <= 40)).toBe(true)
  })

  it('reads a query as fragments, and five digits with separators as one number', () => {
    expect(queryWords('kocioł  a grzewcz')).toEqual(['kociol', 'grzewcz'])
    expect(queryWords('999-000-03')).toEqual(['99900003'])
    expect(queryWords('+48 22 123')).toEqual(['4822123'])
    expect(queryWords('12-3')).toEqual(['12'])
    expect(queryWords('x')).toEqual([])
    expect(queryWords('aa bb cc dd ee ff gg hh ii jj')).toHaveLength(8)
  })
})
