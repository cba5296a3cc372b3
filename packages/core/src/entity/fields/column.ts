import { fromScaled, toScaled } from '../../money/decimal.js'
import type { Field } from '../../plugin/fields.js'
import { polishKey } from '../../text/polish-key.js'

/** Signs of a stored sort key. */
const KEY_LENGTH = 200

/** The JSON value of a field as its column holds it. */
export function toColumn(field: Field, value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  switch (field.kind) {
    case 'number':
    case 'percent':
      return Number(toScaled(String(value), field.places))
    case 'yes-no':
      return value === true ? 1 : 0
    case 'choices':
      return JSON.stringify(value)
    default:
      return typeof value === 'number' ? value : String(value)
  }
}

/** The value of a column as JSON has it. */
export function fromColumn(field: Field, stored: unknown): unknown {
  if (stored === null || stored === undefined) return null
  switch (field.kind) {
    case 'number':
    case 'percent':
      return fromScaled(BigInt(String(stored)), field.places)
    case 'yes-no':
      return Boolean(Number(stored))
    case 'choices':
      return typeof stored === 'string' ? (JSON.parse(stored) as unknown) : stored
    case 'money':
    case 'duration':
    case 'ref':
      return Number(stored)
    default:
      return stored
  }
}

/** What a `_key` column holds for a text. */
export function sortKeyOf(text: unknown): string | null {
  return typeof text === 'string' ? polishKey(text).slice(0, KEY_LENGTH) : null
}
