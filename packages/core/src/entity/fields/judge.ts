import { parseEmail } from '../../identifiers/email.js'
import { parseIban } from '../../identifiers/iban.js'
import { parsePhone } from '../../identifiers/phone.js'
import { parsePostalCode } from '../../identifiers/postal-code.js'
import { parseTaxId } from '../../identifiers/tax-id.js'
import { canonicalDecimal, toScaled } from '../../money/decimal.js'
import type { Field } from '../../plugin/fields.js'
import { Refusal, type MessageParams } from '../../plugin/refusal.js'
import { isCleanText, normalText, textLength } from '../../text/normal-text.js'
import type { Parsed } from '../../text/parsed.js'
import { isRealDay } from '../../time/day.js'
import { parseInstant } from '../../time/instant.js'

/** A value in its stored form (null for none), or the code of the rule that refuses it. */
export type Judged = { readonly value: unknown } | { readonly error: string; readonly params?: MessageParams }

export interface Judging {
  /** Name of the field, for the refusal of a malformed text. */
  readonly path: string
  /** Country of the same record, for tax numbers and postal codes. */
  readonly country?: string
  /** Keys a choice may have, in order; archived ones only where the record has them already. */
  readonly keys?: readonly string[]
}

/**
 * One JSON value against the rules of its kind: real days, right check sums, decimals of the field's places, known keys,
 * lengths in code points. Texts come back NFC and trimmed, an empty one as null. Throws 400 `core.malformed` for control
 * characters, which no form can send by itself.
 */
export function judgeValue(field: Field, raw: unknown, judging: Judging): Judged {
  if (raw === null || raw === undefined) return { value: null }
  if (typeof raw === 'string') return judgeText(field, cleanText(raw, judging.path), judging)
  if (typeof raw === 'boolean') return field.kind === 'yes-no' ? { value: raw } : { error: 'core.bad-value' }
  if (typeof raw === 'number') return judgeNumber(field, raw)
  if (Array.isArray(raw) && field.kind === 'choices') return judgeChoices(raw, judging)
  return { error: 'core.bad-value' }
}

function cleanText(raw: string, path: string): string {
  if (isCleanText(raw)) return normalText(raw)
  throw new Refusal('core.malformed', { status: 400, fields: [{ path, code: 'core.bad-text' }] })
}

function judgeText(field: Field, text: string, judging: Judging): Judged {
  if (text === '') return { value: null }
  const max = field.maxLength
  if (max !== undefined && textLength(text) > max) return { error: 'core.too-long', params: { max } }

  switch (field.kind) {
    case 'text':
      return { value: text.replace(/\s*\n\s*/g, ' ') }
    case 'long-text':
    case 'password':
      return { value: text }
    case 'number':
    case 'percent':
      return judgeDecimal(field, text)
    case 'day':
      return isRealDay(text) ? { value: text } : { error: 'core.bad-day' }
    case 'instant':
      return parseInstant(text)
    case 'choice':
      return judging.keys && !judging.keys.includes(text) ? { error: 'core.unknown-choice' } : { value: text }
    default:
      return IDENTIFIERS[field.kind]?.(text, judging.country ?? 'PL') ?? { error: 'core.bad-value' }
  }
}

const IDENTIFIERS: Readonly<Partial<Record<Field['kind'], (text: string, country: string) => Parsed>>> = {
  email: parseEmail,
  phone: parsePhone,
  iban: parseIban,
  'tax-id': parseTaxId,
  'postal-code': parsePostalCode,
}

/** A decimal string of a program: a point, no grouping. What people type is read before (`parseTyped`). */
function judgeDecimal({ places }: Field, text: string): Judged {
  const bad = { error: 'core.bad-number', params: { places } }
  if (!/^-?\d{1,12}(?:\.\d{1,8})?$/.test(text)) return bad
  const value = canonicalDecimal(text)
  if ((value.split('.')[1]?.length ?? 0) > places) return bad
  // Stored as a whole number that JavaScript can count: with six places that is nine digits before the point.
  return Number.isSafeInteger(Number(toScaled(value, places))) ? { value } : bad
}

function judgeNumber({ kind }: Field, raw: number): Judged {
  if (kind === 'money') return Number.isSafeInteger(raw) ? { value: raw } : { error: 'core.bad-amount' }
  if (kind === 'duration') return Number.isInteger(raw) && raw >= 0 ? { value: raw } : { error: 'core.bad-number' }
  if (kind === 'ref') return Number.isSafeInteger(raw) && raw > 0 ? { value: raw } : { error: 'core.unknown-record' }
  return { error: 'core.bad-value' }
}

/** Each key once, in the order of the set. */
function judgeChoices(raw: readonly unknown[], { keys }: Judging): Judged {
  if (raw.length === 0) return { value: null }
  if (raw.length > 100 || raw.some((each) => typeof each !== 'string')) return { error: 'core.bad-value' }
  if (!keys) return { value: [...new Set(raw)] }
  if (raw.some((each) => !keys.includes(String(each)))) return { error: 'core.unknown-choice' }
  return { value: keys.filter((key) => raw.includes(key)) }
}
