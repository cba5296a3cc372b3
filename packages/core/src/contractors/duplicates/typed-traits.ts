import { parseEmail } from '../../identifiers/email.js'
import { parseIban } from '../../identifiers/iban.js'
import { parsePhone } from '../../identifiers/phone.js'
import { parsePostalCode } from '../../identifiers/postal-code.js'
import { parseTaxId } from '../../identifiers/tax-id.js'
import type { Parsed } from '../../text/parsed.js'
import type { Traits } from './likeness.js'
import { reducedName } from './reduced-name.js'

/** What was typed of a contractor so far; anything may be missing, half typed or wrong. */
export interface Typed {
  readonly kind?: unknown
  readonly name?: unknown
  readonly firstName?: unknown
  readonly lastName?: unknown
  readonly country?: unknown
  readonly taxId?: unknown
  readonly email?: unknown
  readonly phone?: unknown
  readonly iban?: unknown
  readonly postalCode?: unknown
}

/** The traits of what was typed; what cannot be read yet is left out. */
export function typedTraits(typed: Typed): Traits {
  const country = textOf(typed.country) || 'PL'
  return {
    taxId: stored(typed.taxId, (text) => parseTaxId(text, country))[0] ?? null,
    name: reducedName(nameOf(typed)),
    ibans: stored(typed.iban, parseIban),
    emails: stored(typed.email, parseEmail),
    phones: stored(typed.phone, parsePhone),
    postalCodes: stored(typed.postalCode, (text) => parsePostalCode(text, country)),
  }
}

function nameOf({ kind, name, firstName, lastName }: Typed): string {
  const person = [textOf(lastName), textOf(firstName)].filter(Boolean).join(' ')
  if (kind === 'individual') return person
  return textOf(name) || person
}

function stored(value: unknown, parse: (text: string) => Parsed): readonly string[] {
  const text = textOf(value)
  if (text === '') return []
  const parsed = parse(text)
  return 'value' in parsed ? [parsed.value] : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
