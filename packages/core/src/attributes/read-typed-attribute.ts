import { parseDecimal } from '../money/parse-decimal.js'
import type { Parsed } from '../text/parsed.js'
import { parseDay } from '../time/parse-day.js'
import type { AttributeType } from './attribute-types.js'

/**
 * What a form sent for an attribute as JSON. Bodies of forms leave attributes as they were typed, for which attributes
 * there are, and of which kind, only the database knows. A value that is JSON already, or cannot be read, stays as it is.
 */
export function readTypedAttribute({ kind, places }: Pick<AttributeType, 'kind' | 'places'>, given: unknown): unknown {
  if (kind === 'choices')
    return typeof given === 'string' || Array.isArray(given) ? [given].flat().filter((key) => key !== '') : given
  const last: unknown = Array.isArray(given) ? given.at(-1) : given
  if (typeof last !== 'string') return last
  if (kind === 'yes-no') return YES_NO.has(last) ? YES_NO.get(last) : last
  if (last.trim() === '') return null
  if (kind === 'number') return valueOr(parseDecimal(last, places), last)
  return kind === 'date' ? valueOr(parseDay(last), last) : last
}

/** A box that is not ticked says „off” by its hidden companion. */
const YES_NO = new Map<string, boolean | null>([
  ['on', true],
  ['off', false],
  ['', null],
])

const valueOr = (parsed: Parsed, typed: string): string => ('value' in parsed ? parsed.value : typed)
