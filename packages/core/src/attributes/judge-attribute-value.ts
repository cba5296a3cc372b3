import { judgeValue } from '../entity/fields/judge.js'
import { canonicalDecimal } from '../money/decimal.js'
import { isChosen, type AttributeItem, type AttributeType } from './attribute-type.js'

/** A value in its stored form (null for none), or the code of the rule that refuses it. */
export type JudgedAttribute = { readonly value: unknown } | { readonly error: string }

const BAD = { error: 'core.attribute-bad-value' }
const MOST_REFERENCES = 100

/**
 * One JSON value against its type. `before` is what the record has: an archived value may stay where it is. A value that
 * was merged into another is that other one, unless a reversal puts it `back`. Whether a record pointed at is there is asked elsewhere, for all at once.
 */
export function judgeAttributeValue(
  type: AttributeType,
  raw: unknown,
  before: unknown = null,
  { back = false }: { readonly back?: boolean } = {},
): JudgedAttribute {
  if (raw === null || raw === undefined) return { value: null }
  if (type.kind === 'number') return judgeDecimal(type, raw)
  if (type.kind === 'references') return judgeReferences(raw)
  if (isChosen(type)) return judgeChosen(type, raw, before, back)

  const judged = judgeValue(type.field, raw, { path: `attr.${type.key}` })
  if ('error' in judged) return BAD
  return type.kind === 'money' && Math.abs(Number(judged.value)) >= 10 ** 14 ? BAD : judged
}

/** Twelve digits before the point and all its places after; kept as text, so that none is lost. */
function judgeDecimal({ places }: AttributeType, raw: unknown): JudgedAttribute {
  if (typeof raw !== 'string') return BAD
  const text = raw.trim()
  if (text === '') return { value: null }
  if (!/^-?\d{1,12}(?:\.\d{1,8})?$/.test(text)) return BAD
  const value = canonicalDecimal(text)
  return (value.split('.')[1]?.length ?? 0) > places ? BAD : { value }
}

function judgeReferences(raw: unknown): JudgedAttribute {
  if (!Array.isArray(raw) || raw.length > MOST_REFERENCES) return BAD
  const ids = [...new Set(raw as readonly unknown[])]
  if (ids.some((id) => !Number.isSafeInteger(id) || Number(id) <= 0)) return BAD
  return { value: ids.length === 0 ? null : ids }
}

function judgeChosen(type: AttributeType, raw: unknown, before: unknown, back: boolean): JudgedAttribute {
  const many = type.kind === 'choices'
  if (many !== Array.isArray(raw)) return raw === '' ? { value: null } : BAD
  const given = [raw].flat() as readonly unknown[]
  if (given.length > 100) return BAD
  const found = given.map((key) => (back ? type.items.find((item) => item.key === key) : itemMeant(type, key)))
  if (found.some((item) => item === undefined)) return BAD

  const had = [before].flat()
  const chosen = new Set(found)
  const items = type.items.filter((item) => chosen.has(item))
  if (!back && items.some(({ key, archived }) => archived && !had.includes(key)))
    return { error: 'core.value-archived' }
  const keys = items.map(({ key }) => key)
  return { value: many ? (keys.length === 0 ? null : keys) : (keys[0] ?? null) }
}

/** The item of a key; what was merged into another is that other one. */
function itemMeant({ items }: AttributeType, key: unknown): AttributeItem | undefined {
  let item = items.find((each) => each.key === key)
  for (let steps = 0; item?.mergedInto && steps < items.length; steps += 1) {
    const { mergedInto } = item
    item = items.find(({ id }) => id === mergedInto)
  }
  return item
}
