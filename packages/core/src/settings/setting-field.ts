import type { TSchema } from '@sinclair/typebox'
import {
  choice,
  email,
  type Field,
  iban,
  longText,
  number,
  password,
  phone,
  postalCode,
  taxId,
  text,
  yesNo,
} from '../plugin/fields.js'
import { isSecret } from './read-settings.js'

/**
 * How one property of a settings schema is typed: by its `x-kind` (`tax-id`, `iban`, `email` …) or its JSON type. A union
 * of literals is a choice whose options are labelled `<label>.<key>`.
 */
export function settingField(property: TSchema, label?: string): Field {
  const named = label === undefined ? {} : { label }
  if (isSecret(property)) return password(named)

  const keys = literalsOf(property)
  if (keys)
    return choice(
      keys.map((key) => ({ key, label: `${label}.${key}` })),
      { required: true, ...named },
    )
  if (property.type === 'boolean') return yesNo(named)
  if (property.type === 'integer') return number({ required: true, ...named })

  const maxLength = typeof property.maxLength === 'number' ? property.maxLength : 200
  const kind = KINDS[String(property['x-kind'])]
  if (kind) return kind(named)
  return maxLength > 300 ? longText({ maxLength, ...named }) : text({ maxLength, ...named })
}

const KINDS: Readonly<Record<string, (given: { label?: string }) => Field>> = {
  email,
  iban,
  phone,
  'postal-code': postalCode,
  'tax-id': taxId,
}

function literalsOf(property: TSchema): readonly string[] | null {
  const members: unknown = property.anyOf
  if (!Array.isArray(members)) return null
  const keys = members.map((member: unknown) => (member as { const?: unknown }).const)

  return keys.every((key) => typeof key === 'string') ? keys : null
}
