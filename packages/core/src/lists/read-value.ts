import { judgeAttributeValue } from '../attributes/judge-attribute-value.js'
import { attributeKey } from '../attributes/value-rows.js'
import type { Ctx } from '../ctx.js'
import { toColumn } from '../entity/fields/column.js'
import { judgeValue } from '../entity/fields/judge.js'
import { parseAmount } from '../money/parse-amount.js'
import { parseDecimal } from '../money/parse-decimal.js'
import type { MessageParams } from '../plugin/refusal.js'
import { fold } from '../text/fold.js'
import { addDays } from '../time/day.js'
import { instantOf, parseInstant } from '../time/instant.js'
import { isIdentifier, type Operator } from './condition.js'
import { dayNamed } from './relative-day.js'
import type { Subject } from './subject.js'

export type Door = 'page' | 'api'

/** What was read, or the code of the rule that refuses it. */
export type Read<T = string | number> =
  { readonly value: T } | { readonly error: string; readonly params?: MessageParams }

/** A value as its column or index compares it. */
export async function readValue(ctx: Ctx, subject: Subject, raw: string, door: Door): Promise<Read> {
  const { field } = subject
  if (field.kind === 'ref' || field.kind === 'refs') return orElse('core.unknown-record', refId(ctx, raw))
  if (field.kind === 'yes-no') return orElse('core.bad-value', stored(subject, YES.get(raw)))
  if (field.kind === 'choice' || field.kind === 'choices')
    return orElse('core.unknown-choice', await choiceKey(ctx, subject, raw))
  if (field.kind === 'money') return amount(subject, door === 'page' ? parseAmount(raw, field.currency) : integer(raw))
  if (field.kind === 'duration') return integer(raw)
  if (field.kind === 'day') return orElse('core.bad-day', stored(subject, dayNamed(ctx, raw)))
  const typed = door === 'page' && isDecimal(subject) ? parseDecimal(raw, field.places) : { value: raw }
  if ('error' in typed) return typed
  const judged =
    subject.source.kind === 'attribute'
      ? judgeAttributeValue(subject.source.type, typed.value)
      : judgeValue(field, typed.value, { path: subject.key })
  return 'value' in judged ? orElse('core.bad-value', stored(subject, judged.value)) : judged
}

/** A moment as typed, this very one (`now`), or the local day it names (`today-30`, `2026-11-05`) as a span of instants. */
export function readSpan(ctx: Ctx, raw: string): Read<readonly [string, string]> {
  if (raw === 'now') return { value: [ctx.now(), ctx.now()] }
  const day = dayNamed(ctx, raw)
  if (day !== undefined)
    return { value: [instantOf(`${day}T00:00`, ctx.zone), instantOf(`${addDays(day, 1)}T00:00`, ctx.zone)] }
  if (/^\d{4}-\d{2}-\d{2}$/.test(raw)) return { error: 'core.bad-day' }
  const parsed = parseInstant(raw.trim())
  return 'value' in parsed ? { value: [parsed.value, parsed.value] } : parsed
}

/** A folded fragment of at least two signs. */
export function readFragment(subject: Subject, raw: string): string | undefined {
  const fragment = foldFor(subject, raw)
  return [...fragment].length >= 2 ? fragment : undefined
}

/** A text as fragments of it are compared. */
export function foldFor(subject: Subject, text: string): string {
  return isIdentifier(subject) ? fold(text).replaceAll(' ', '') : fold(text)
}

/** Which bound of a day a comparison of instants means: `.le` a day is up to its end. */
export function boundOf(
  operator: Operator,
  [from, to]: readonly [string, string],
): { readonly operator: Operator; readonly value: string } {
  if (from === to) return { operator, value: from }
  if (operator === 'gt') return { operator: 'ge', value: to }
  if (operator === 'le') return { operator: 'lt', value: to }
  return { operator, value: from }
}

const WHOLE = /^-?\d{1,15}$/
const YES = new Map([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['0', false],
])

const isDecimal = ({ field }: Subject): boolean => field.kind === 'number' || field.kind === 'percent'

function orElse(error: string, value: string | number | undefined): Read {
  return value === undefined ? { error } : { value }
}

function stored({ source, field }: Subject, value: unknown): string | number | undefined {
  if (value === undefined || value === null) return undefined
  // An attribute's text is compared by key and by value (condition-sql.ts); all others by their key alone.
  if (source.kind === 'attribute') return source.type.kind === 'text' ? String(value) : attributeKey(source.type, value)
  return toColumn(field, value) ?? undefined
}

/** An attribute's amount is compared by its key; a column's as it is. */
function amount(subject: Subject, read: Read): Read {
  return 'value' in read && subject.source.kind === 'attribute'
    ? orElse('core.bad-amount', stored(subject, read.value))
    : read
}

function refId({ operator }: Ctx, raw: string): number | undefined {
  // Nobody has the id 0: for work nobody asked for, `me` is nobody.
  if (raw === 'me') return operator?.id ?? 0
  return WHOLE.test(raw) ? Number(raw) : undefined
}

function integer(raw: string): Read {
  return WHOLE.test(raw) ? { value: Number(raw) } : { error: 'core.bad-number' }
}

/** A choice of an attribute stays the key of its item, whose records may have several keys (`condition-sql.ts`). */
async function choiceKey(ctx: Ctx, { field }: Subject, raw: string): Promise<string | undefined> {
  const keys = field.dictionary
    ? (await field.dictionary(ctx)).map(({ key }) => key)
    : (field.options ?? []).map(({ key }) => key)
  return keys.includes(raw) ? raw : undefined
}
