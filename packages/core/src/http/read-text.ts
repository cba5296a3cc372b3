import { Kind, type TSchema } from '@sinclair/typebox'
import { parseAmount } from '../money/parse-amount.js'
import { parseDecimal } from '../money/parse-decimal.js'
import type { FieldKind } from '../plugin/fields.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import type { Parsed } from '../text/parsed.js'
import { instantOf, parseInstant } from '../time/instant.js'
import { parseDay } from '../time/parse-day.js'

/** What reading needs to know of the place: local times are those of the company's zone. */
export interface Reading {
  readonly zone: string
}

type Reader = (text: string, reading: Reading) => Parsed<unknown>

/**
 * One typed text as the JSON value its schema asks for; by `x-kind` where a field made the schema, by its type otherwise.
 * What cannot be read is told to `faults` and comes back as typed.
 */
export function readText(
  schema: TSchema,
  text: string,
  path: string,
  reading: Reading,
  faults: FieldRefusal[],
): unknown {
  const reader = BY_KIND[schema['x-kind'] as FieldKind] ?? BY_TYPE[schema[Kind] as string]
  if (!reader) return text
  const parsed = reader(text, reading)
  if ('value' in parsed) return parsed.value
  faults.push({ path, code: parsed.error })
  return text
}

const decimal: Reader = (text) => parseDecimal(text, 6)
const whole: Reader = (text) =>
  /^-?\d{1,16}$/.test(text.trim()) ? { value: Number(text) } : { error: 'core.bad-number' }
const onOff: Reader = (text) => {
  if (['on', 'true', 'yes', '1'].includes(text)) return { value: true }
  return ['', 'off', 'false', 'no', '0'].includes(text) ? { value: false } : { error: 'core.bad-value' }
}

const BY_KIND: Readonly<Partial<Record<FieldKind, Reader>>> = {
  number: decimal,
  percent: decimal,
  money: (text) => parseAmount(text),
  day: (text) => parseDay(text),
  instant: (text, { zone }) => readInstant(text.trim(), zone),
  duration: readMinutes,
  'yes-no': onOff,
  ref: whole,
}

const BY_TYPE: Readonly<Record<string, Reader>> = { Integer: whole, Boolean: onOff, Number: whole }

/** A local time as a browser's field sends it, or an instant with its offset. */
function readInstant(text: string, zone: string): Parsed {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/.test(text)) return parseInstant(text)
  try {
    return { value: instantOf(text.replace(' ', 'T'), zone) }
  } catch (error) {
    if (error instanceof RangeError) return { error: 'core.bad-instant' }
    throw error
  }
}

/** „90”, „1:30” or „1 h 30 min”. */
function readMinutes(text: string): Parsed<number> {
  const clock = /^(?:(\d{1,4})\s*(?:h|:)\s*)?(?:(\d{1,6})\s*(?:min)?)?$/.exec(text.trim().toLowerCase())
  if (!clock || (clock[1] === undefined && clock[2] === undefined)) return { error: 'core.bad-duration' }
  return { value: Number(clock[1] ?? 0) * 60 + Number(clock[2] ?? 0) }
}
