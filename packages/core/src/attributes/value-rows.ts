import { fromScaled, toScaled } from '../money/decimal.js'
import { fold } from '../text/fold.js'
import { polishKey } from '../text/polish-key.js'
import type { AttributeType } from './attribute-types.js'

export interface ValueRow {
  readonly type_id: number
  readonly position: number
  readonly item_id: number | null
  readonly value: string | null
  readonly sort_key: string
  /** A text as fragments of it are found; null for all other kinds. */
  readonly folded: string | null
}

/** Bytes of a key in the index. */
const KEY_LENGTH = 160
/**
 * Signs of a folded text. A text is no longer than this, and folding takes signs away; only scripts that it takes apart
 * (Hangul) may lose the end of a very long text.
 */
const FOLDED_LENGTH = 500
/** 10¹⁸: raises every number of twelve digits and six places above zero, so that nineteen digits compare as text. */
const LIFT = 10n ** 18n

/** The rows that hold a JSON value of an attribute; none for null. */
export function valueRows(type: AttributeType, value: unknown): ValueRow[] {
  if (value === null || value === undefined) return []
  const list = type.kind === 'choices' ? (value as readonly string[]) : [value]
  return list.map((each, position) => {
    const item = type.items.find(({ key }) => key === each)
    const stored = typeof each === 'boolean' ? String(Number(each)) : String(each)
    return {
      type_id: type.id,
      position,
      item_id: item?.id ?? null,
      value: item ? null : stored,
      sort_key: attributeKey(type, each),
      folded: type.kind === 'text' ? foldedText(stored) : null,
    }
  })
}

/** The folded form of a text as `core_attribute_value` keeps it. */
export function foldedText(text: string): string {
  const folded = fold(text)
  return folded.length <= FOLDED_LENGTH ? folded : [...folded].slice(0, FOLDED_LENGTH).join('')
}

/** The ordered text of one value: what the index compares, filters and sorts by. */
export function attributeKey({ kind, items }: Pick<AttributeType, 'kind' | 'items'>, value: unknown): string {
  switch (kind) {
    case 'text':
      return polishKey(String(value)).slice(0, KEY_LENGTH)
    case 'number':
      return (toScaled(String(value), 6) + LIFT).toString().padStart(19, '0')
    case 'yes-no':
      return value === true ? '1' : '0'
    case 'choice':
    case 'choices':
      return positionKey(items.find(({ key }) => key === value)?.position ?? 0)
    default:
      return String(value)
  }
}

/** The key of a choice: its item's position, five digits. */
export const positionKey = (position: number): string => String(position).padStart(5, '0')

/** Rows of one attribute of one record, in their order, as JSON. */
export function valueFrom(type: AttributeType, rows: readonly Pick<ValueRow, 'item_id' | 'value'>[]): unknown {
  const [first] = rows
  if (!first) return null
  switch (type.kind) {
    case 'number':
      return fromScaled(toScaled(first.value ?? '0', 6), 6)
    case 'yes-no':
      return first.value === '1'
    case 'choice':
      return keyOf(type, first.item_id)
    case 'choices':
      return type.items.filter(({ id }) => rows.some((row) => row.item_id === id)).map(({ key }) => key)
    default:
      return first.value
  }
}

const keyOf = ({ items }: AttributeType, id: number | null): string | null =>
  items.find((item) => item.id === id)?.key ?? null
