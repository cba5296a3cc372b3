import { Kind, type TSchema } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import { ValueErrorType, type ValueError, type ValueErrorIterator } from '@sinclair/typebox/errors'
import type { MessageParams } from '../plugin/refusal.js'
import { convertTexts } from './convert-texts.js'

/** One thing that does not fit the schema: where (`lines.0.qty`), and the key of its message. */
export interface Misfit {
  readonly path: string
  readonly code: string
  readonly params?: MessageParams
}

/** Thrown for a body, query or path that does not fit; 400 `core.malformed`. */
export class Malformed extends Error {
  readonly misfits: readonly Misfit[]
  /** Which part of the request: `body`, `querystring`, `params`, `headers`. */
  readonly part: string

  constructor(part: string, misfits: readonly Misfit[]) {
    super(`the ${part} does not fit its schema`)
    this.name = 'Malformed'
    this.part = part
    this.misfits = misfits
  }
}

/**
 * Fastify's validator of a part of the request. Queries and paths are texts, so they are converted to the types of their
 * schema first; bodies are taken as they are (the page door has read its texts before).
 */
export function validatorOf({ schema, httpPart = 'body' }: { readonly schema: TSchema; readonly httpPart?: string }) {
  const check = TypeCompiler.Compile(schema)
  return (given: unknown): { readonly value: unknown } | { readonly error: Error } => {
    const value = httpPart === 'body' ? given : convertTexts(schema, given)
    if (check.Check(value)) return { value }
    return { error: new Malformed(httpPart, misfits(check.Errors(value))) }
  }
}

/** The first fault of each place, in the order of the schema; at most 100, so that an answer stays small. */
export function misfits(errors: ValueErrorIterator): Misfit[] {
  const found = new Map<string, Misfit>()
  for (const error of errors) {
    const { path: at, type, schema, value } = within(error)
    const path = at.slice(1).replaceAll('/', '.')
    if (!found.has(path)) found.set(path, { path, ...messageOf(type, schema, value) })
    if (found.size === 100) break
  }
  return [...found.values()]
}

/** Of „this or null” the reader wants to know what is wrong with this. */
function within(error: ValueError): ValueError {
  const variants = (error.type === ValueErrorType.Union ? (error.schema.anyOf as TSchema[]) : []).map(
    (one) => one[Kind] !== 'Null',
  )
  if (variants.filter(Boolean).length !== 1) return error
  const inner = error.errors[variants.indexOf(true)]?.First()
  return inner ? within(inner) : error
}

function messageOf(type: ValueErrorType, schema: TSchema, value: unknown): Omit<Misfit, 'path'> {
  switch (type) {
    case ValueErrorType.ObjectRequiredProperty:
      return { code: 'core.required' }
    case ValueErrorType.ObjectAdditionalProperties:
      return { code: 'core.unknown-field' }
    case ValueErrorType.StringMaxLength:
      return { code: 'core.too-long', params: { max: Number(schema.maxLength) } }
    case ValueErrorType.StringMinLength:
      return value === ''
        ? { code: 'core.required' }
        : { code: 'core.too-short', params: { min: Number(schema.minLength) } }
    case ValueErrorType.ArrayMaxItems:
      return { code: 'core.too-many-items', params: { max: Number(schema.maxItems) } }
    case ValueErrorType.ArrayMinItems:
      return { code: 'core.required' }
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.NumberMinimum:
      return { code: 'core.too-small', params: { min: Number(schema.minimum) } }
    case ValueErrorType.IntegerMaximum:
    case ValueErrorType.NumberMaximum:
      return { code: 'core.too-great', params: { max: Number(schema.maximum) } }
    default:
      return value === undefined
        ? { code: 'core.required' }
        : { code: BY_KIND[String(schema['x-kind'])] ?? 'core.bad-value' }
  }
}

/** What a value of a known kind is told when it is of another type altogether. */
const BY_KIND: Readonly<Record<string, string>> = {
  day: 'core.bad-day',
  instant: 'core.bad-instant',
  number: 'core.bad-number',
  percent: 'core.bad-number',
  money: 'core.bad-amount',
}
