import { describe, expect, it } from 'vitest'
import type { Parsed } from '../text/parsed.js'
import { parseEmail } from './email.js'
import { formatIban, parseIban } from './iban.js'
import { parseKrs } from './krs.js'
import { formatPhone, parsePhone } from './phone.js'
import { parsePostalCode } from './postal-code.js'
import { formatRegon, parseRegon } from './regon.js'
import { formatTaxId, parseTaxId } from './tax-id.js'
import { formatVatEuId, parseVatEuId } from './vat-eu-id.js'

type Vectors = [typed: string, stored: string | null][]

const NIPS: Vectors = [
  ['5265877635', '5265877635'],
  ['526-587-76-35', '5265877635'],
  ['PL 526 587 76 35', '5265877635'],
  ['1111111111', '1111111111'],
  ['5222628262', '5222628262'],
  ['7740001454', '7740001454'],
  ['1234563218', '1234563218'],
  ['5265877636', null],
  ['1234567890', null],
  ['0000000000', null],
  ['526587763', null],
  ['52658776350', null],
  ['526587763A', null],
  ['', null],
  ['1001234568', null],
]
const REGONS: Vectors = [
  ['123456785', '123456785'],
  ['12345678512347', '12345678512347'],
  ['123456786', null],
  ['12345678512348', null],
  ['360472711', '360472711'],
  ['36047271100012', '36047271100012'],
  ['1234567', null],
  ['ABCDEFGHI', null],
]
const IBANS: Vectors = [
  ['PL61109010140000071219812874', 'PL61109010140000071219812874'],
  ['61 1090 1014 0000 0712 1981 2874', 'PL61109010140000071219812874'],
  ['61\u00a01090\u00a01014\u00a00000\u00a00712\u00a01981\u00a02874', 'PL61109010140000071219812874'],
  ['pl61109010140000071219812874', 'PL61109010140000071219812874'],
  ['DE89370400440532013000', 'DE89370400440532013000'],
  ['GB82WEST12345698765432', 'GB82WEST12345698765432'],
  ['PL61109010140000071219812875', null],
  ['PL6110901014000007121981287', null],
  ['DE8937040044053201300', null],
  ['PL10105000997603123456789123', 'PL10105000997603123456789123'],
]

const stored = (parsed: Parsed) => ('value' in parsed ? parsed.value : null)

describe('a NIP', () => {
  it.each(NIPS)('„%s” is %s', (typed, value) => {
    expect(stored(parseTaxId(typed))).toBe(value)
  })

  it('says which rule it breaks and is shown in groups', () => {
    expect(parseTaxId('123-456-32-18')).toEqual({ value: '1234563218' })
    expect(parseTaxId('123-456-32-19')).toEqual({ error: 'core.bad-tax-id' })
    expect(parseTaxId('000-000-00-00')).toEqual({ error: 'core.bad-tax-id' })
    expect(parseTaxId('9990000362')).toEqual({ value: '9990000362' })
    expect(formatTaxId('9990000362')).toBe('999-000-03-62')
  })

  it('is any letters and digits in another country', () => {
    expect(parseTaxId('de 123-456', 'DE')).toEqual({ value: 'DE123456' })
    expect(parseTaxId('x', 'US')).toEqual({ error: 'core.bad-tax-id' })
    expect(formatTaxId('1234567890', 'CZ')).toBe('1234567890')
  })
})

describe('a VAT-UE number', () => {
  it('has a prefix and the form of its country', () => {
    expect(parseVatEuId('PL 526-025-02-74')).toEqual({ value: 'PL5260250274' })
    expect(parseVatEuId('de 811 907 980')).toEqual({ value: 'DE811907980' })
    expect(parseVatEuId('GR123456789')).toEqual({ value: 'EL123456789' })
    expect(parseVatEuId('ATU12345678')).toEqual({ value: 'ATU12345678' })
    for (const bad of ['PL5260250275', 'DE12345678', '5260250274', 'US123456789', 'GB123456789', '']) {
      expect(parseVatEuId(bad), bad).toEqual({ error: 'core.bad-vat-eu-id' })
    }
    expect(formatVatEuId('DE811907980')).toBe('DE\u00a0811907980')
  })
})

describe('a REGON', () => {
  it.each(REGONS)('„%s” is %s', (typed, value) => {
    expect(stored(parseRegon(typed))).toBe(value)
  })

  it('is not all zeros, and is shown in groups', () => {
    expect(parseRegon('000000000')).toEqual({ error: 'core.bad-regon' })
    expect(parseRegon('00000000000000')).toEqual({ error: 'core.bad-regon' })
    expect(formatRegon('123456785')).toBe('123\u00a0456\u00a0785')
  })
})

describe('a KRS number', () => {
  it('is ten digits', () => {
    expect(parseKrs('0000 028 860')).toEqual({ value: '0000028860' })
    for (const bad of ['28860', '0000000000', '00000288601', '000002886A']) {
      expect(parseKrs(bad), bad).toEqual({ error: 'core.bad-krs' })
    }
  })
})

describe('an account', () => {
  it.each(IBANS)('„%s” is %s', (typed, value) => {
    expect(stored(parseIban(typed))).toBe(value)
  })

  it('has the remainder of 97 and is shown in fours', () => {
    expect(parseIban('74 0000 0000 0000 0000 0000 0001')).toEqual({ value: 'PL74000000000000000000000001' })
    expect(parseIban('PL75 0000 0000 0000 0000 0000 0001')).toEqual({ error: 'core.bad-iban' })
    expect(parseIban('ZZ74000000000000000000000001')).toEqual({ error: 'core.bad-iban' })
    expect(formatIban('PL61109010140000071219812874').replaceAll('\u00a0', ' ')).toBe(
      '61 1090 1014 0000 0712 1981 2874',
    )
    expect(formatIban('DE89370400440532013000').replaceAll('\u00a0', ' ')).toBe('DE89 3704 0044 0532 0130 00')
  })
})

describe('a phone number', () => {
  it('is Polish unless it says otherwise', () => {
    expect(parsePhone('22 123 45 67')).toEqual({ value: '+48221234567' })
    expect(parsePhone('600-100-200')).toEqual({ value: '+48600100200' })
    expect(parsePhone('+49 30 901820')).toEqual({ value: '+4930901820' })
    expect(parsePhone('0048 600 100 200')).toEqual({ value: '+48600100200' })
    for (const bad of ['', '123', '600 100 2000 1', 'abc', 'tel. 600 100 200', '1'.repeat(100)]) {
      expect(parsePhone(bad), bad).toEqual({ error: 'core.bad-phone' })
    }
    expect(formatPhone('+48600100200').replaceAll('\u00a0', ' ')).toBe('+48 600 100 200')
  })
})

describe('an e-mail address', () => {
  it('has one @ and nothing that would mean something in the head of a message', () => {
    expect(parseEmail(' Anna.Adamska@Example.COM ')).toEqual({ value: 'Anna.Adamska@example.com' })
    expect(parseEmail('zażółć@gęślą.pl')).toEqual({ value: 'zażółć@gęślą.pl' })
    const long = `${'a'.repeat(250)}@b.pl`
    for (const bad of [
      '',
      'a@b@c',
      'a b@c.pl',
      'a@',
      '@b.pl',
      'a@b..pl',
      'a@-b.pl',
      'a@b.pl, c@d.pl',
      'a<b@c.pl',
      long,
      'a\u0000@b.pl',
    ]) {
      expect(parseEmail(bad), bad).toEqual({ error: 'core.bad-email' })
    }
  })
})

describe('a postal code', () => {
  it('is NN-NNN in Poland and freer elsewhere', () => {
    expect(parsePostalCode('30-001')).toEqual({ value: '30-001' })
    expect(parsePostalCode('30001')).toEqual({ value: '30-001' })
    expect(parsePostalCode('3000')).toEqual({ error: 'core.bad-postal-code' })
    expect(parsePostalCode('sw1a 1aa', 'GB')).toEqual({ value: 'SW1A 1AA' })
    expect(parsePostalCode('!', 'GB')).toEqual({ error: 'core.bad-postal-code' })
  })
})
