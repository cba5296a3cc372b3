import { readText } from '../http/read-text.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import type { AttributeType } from './attribute-type.js'

/**
 * What a form sent for an attribute as JSON. Bodies of forms leave attributes as they were typed, for which attributes
 * there are, and of which kind, only the database knows. A value that is JSON already, or cannot be read, stays as it is.
 */
export function readTypedAttribute(
  { kind, field }: Pick<AttributeType, 'kind' | 'field'>,
  given: unknown,
  { zone }: { readonly zone: string },
): unknown {
  if (kind === 'choices' || kind === 'references') {
    if (typeof given !== 'string' && !Array.isArray(given)) return given
    const filled = [given].flat().filter((each) => each !== '')
    return kind === 'choices' ? filled : filled.map(idOf)
  }
  const last: unknown = Array.isArray(given) ? given.at(-1) : given
  if (typeof last !== 'string') return last
  if (kind === 'yes-no') return YES_NO.has(last) ? YES_NO.get(last) : last
  if (last.trim() === '') return null

  // What cannot be read comes back as it was typed, and the rules of its type say no to it.
  const faults: FieldRefusal[] = []
  return readText(field.schema, last, '', { zone }, faults)
}

/** A box that is not ticked says „off” by its hidden companion. */
const YES_NO = new Map<string, boolean | null>([
  ['on', true],
  ['off', false],
  ['', null],
])

const idOf = (text: unknown): unknown => (/^\d{1,15}$/.test(String(text)) ? Number(text) : text)
