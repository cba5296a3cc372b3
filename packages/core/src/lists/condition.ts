import type { FieldRefusal } from '../plugin/refusal.js'
import type { Subject } from './subject.js'

export const OPERATORS = ['not', 'all', 'has', 'starts', 'gt', 'ge', 'lt', 'le', 'empty'] as const
export type Operator = 'is' | (typeof OPERATORS)[number]

/** One condition of an address, its values checked and as their column or index holds them. */
export interface Condition {
  /** As the address says it: `createdAt.le`. The operator of a day's bound is another, `lt` the day after. */
  readonly name: string
  readonly subject: Subject
  readonly operator: Operator
  /** As typed, for the address and the chip. */
  readonly raw: readonly string[]
  /** `is`, `not`: any of these; `all`: every one; `has`, `starts`: a folded fragment; comparisons: a bound. */
  readonly values: readonly (string | number)[]
  /** `is`, `not` of an instant by its day: from (included) to (not included), as many as there are days. */
  readonly spans?: readonly (readonly [string, string])[]
}

/** A part of an address that means nothing: its name as the path, the rule that says no, and what was typed. */
export interface ListFault extends FieldRefusal {
  readonly raw: readonly string[]
}

const TEXTS = new Set(['text', 'long-text', 'email', 'phone', 'tax-id', 'iban', 'postal-code'])
const ORDERED = new Set(['number', 'percent', 'money', 'day', 'instant', 'duration'])

/** `name.has` → the subject's key and the operator; a name without one means equals. */
export function splitName(name: string): { readonly key: string; readonly operator: Operator } {
  const at = name.lastIndexOf('.')
  const last = name.slice(at + 1)
  const operator = OPERATORS.find((each) => each === last)
  return operator && at > 0 && name !== `attr.${last}`
    ? { key: name.slice(0, at), operator }
    : { key: name, operator: 'is' }
}

/** Whether an operator means anything for a subject. */
export function applies(operator: Operator, { field, many, source }: Subject): boolean {
  switch (operator) {
    case 'empty':
      return true
    case 'is':
    case 'not':
      return field.kind !== 'long-text'
    case 'all':
      return many
    case 'has':
      return TEXTS.has(field.kind)
    case 'starts':
      return TEXTS.has(field.kind) && !(field.kind === 'long-text' && source.kind === 'attribute')
    default:
      return ORDERED.has(field.kind)
  }
}

/** Texts whose spaces and signs mean nothing: „999-000” finds 9990000362. */
export const isIdentifier = ({ field }: Subject): boolean =>
  TEXTS.has(field.kind) && field.kind !== 'text' && field.kind !== 'long-text'

/** The name of a condition in an address. */
export const nameOf = ({ name }: Condition): string => name
