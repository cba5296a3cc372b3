import type { Ctx } from '../ctx.js'
import type { MessageParams } from '../plugin/refusal.js'
import { applies, splitName, type Condition, type ListFault, type Operator } from './condition.js'
import { boundOf, readFragment, readSpan, readValue, type Door } from './read-value.js'
import type { Subject } from './subject.js'

const MOST_VALUES = 100

/** One condition of an address, what is wrong with it, or null when nobody knows its name. */
export async function readCondition(
  ctx: Ctx,
  subjects: ReadonlyMap<string, Subject>,
  name: string,
  raw: readonly string[],
  door: Door,
): Promise<Condition | ListFault | null> {
  const { key, operator } = splitName(name)
  const subject = subjects.get(key)
  if (!subject) return null
  const wrong = (code: string, params?: MessageParams): ListFault => ({
    path: name,
    code,
    ...(params && { params }),
    raw,
  })
  if (!applies(operator, subject) || raw.length > MOST_VALUES) return wrong('core.bad-filter')
  if (takesOne(operator) && raw.length !== 1) return wrong('core.bad-filter')

  const condition = { name, subject, operator, raw }
  const [only = ''] = raw
  if (operator === 'empty') return /^(?:yes|no)$/.test(only) ? { ...condition, values: raw } : wrong('core.bad-filter')
  if (operator === 'has' || operator === 'starts') {
    const fragment = readFragment(subject, only)
    return fragment === undefined ? wrong('core.short-fragment') : { ...condition, values: [fragment] }
  }
  if (subject.field.kind === 'instant') {
    const spans = raw.map((each) => readSpan(ctx, each))
    for (const span of spans) if ('error' in span) return wrong(span.error)
    return ofSpans(
      condition,
      spans.flatMap((span) => ('value' in span ? [span.value] : [])),
    )
  }
  const values = await Promise.all(raw.map((each) => readValue(ctx, subject, each, door)))
  for (const value of values) if ('error' in value) return wrong(value.error, value.params)
  return { ...condition, values: values.flatMap((each) => ('value' in each ? [each.value] : [])) }
}

const takesOne = (operator: Operator): boolean => operator !== 'is' && operator !== 'not' && operator !== 'all'

/** A bound is one instant; equal to a day is within it. */
function ofSpans(condition: Omit<Condition, 'values'>, spans: NonNullable<Condition['spans']>): Condition {
  const [first] = spans
  if (!first || !takesOne(condition.operator)) return { ...condition, values: [], spans }
  const { operator, value } = boundOf(condition.operator, first)
  return { ...condition, operator, values: [value] }
}
