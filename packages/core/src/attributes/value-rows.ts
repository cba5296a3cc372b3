import { fromScaled, toScaled } from '../money/decimal.js'
import { fold } from '../text/fold.js'
import { polishKey } from '../text/polish-key.js'
import { isMany, type AttributeItem, type AttributeType } from './attribute-type.js'

export interface ValueRow {
  readonly type_id: number
  readonly position: number
  readonly item_id: number | null
  /** The record a reference points at. */
  readonly ref_id: number | null
  readonly value: string | null
  /** A long text; its `value` is null. */
  readonly body: string | null
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
  const list = isMany(type) ? (value as readonly unknown[]) : [value]
  return list.map((each, position) => ({
    type_id: type.id,
    position,
    item_id: null,
    ref_id: null,
    value: null,
    body: null,
    sort_key: attributeKey(type, each),
    folded: null,
    ...storedIn(type, each),
  }))
}

function storedIn(type: AttributeType, value: unknown): Partial<ValueRow> {
  switch (type.kind) {
    case 'choice':
    case 'choices':
      return { item_id: type.items.find(({ key }) => key === value)?.id ?? null }
    case 'reference':
    case 'references':
      return { ref_id: Number(value) }
    case 'long-text':
      return { body: String(value) }
    case 'text':
      return { value: String(value), folded: foldedText(String(value)) }
    case 'yes-no':
      return { value: String(Number(value)) }
    default:
      return { value: String(value) }
  }
}

/** The folded form of a text as `core_attribute_value` keeps it. */
export function foldedText(text: string): string {
  const folded = fold(text)
  return folded.length <= FOLDED_LENGTH ? folded : [...folded].slice(0, FOLDED_LENGTH).join('')
}

/** The ordered text of one value: what the index compares, filters and sorts by. A long text has none. */
export function attributeKey({ kind, items }: Pick<AttributeType, 'kind' | 'items'>, value: unknown): string {
  switch (kind) {
    case 'text':
      return polishKey(String(value)).slice(0, KEY_LENGTH)
    case 'long-text':
      return ''
    case 'number':
      return numberKey(toScaled(String(value), 6))
    case 'money':
      return numberKey(BigInt(String(value)) * 10_000n)
    case 'yes-no':
      return value === true ? '1' : '0'
    case 'choice':
    case 'choices':
      return ordinalKey(items.find(({ key }) => key === value)?.ordinal ?? 0)
    case 'reference':
    case 'references':
      return String(value).padStart(10, '0')
    default:
      return String(value)
  }
}

/** The key of a choice: its item's number, five digits. */
export const ordinalKey = (ordinal: number): string => String(ordinal).padStart(5, '0')

/** Every key under which records may keep an item now; several while a new order is being written. */
export const itemKeys = ({ ordinal, stale }: Pick<AttributeItem, 'ordinal' | 'stale'>): readonly string[] =>
  [ordinal, ...stale].map(ordinalKey)

/** Nineteen digits that compare as the millionths they stand for. */
const numberKey = (millionths: bigint): string => (millionths + LIFT).toString().padStart(19, '0')

/** Rows of one attribute of one record, in their order, as JSON. */
export function valueFrom(
  type: AttributeType,
  rows: readonly Pick<ValueRow, 'item_id' | 'ref_id' | 'value' | 'body'>[],
): unknown {
  const [first] = rows
  if (!first) return null
  switch (type.kind) {
    case 'number':
      return fromScaled(toScaled(first.value ?? '0', 6), 6)
    case 'money':
      return Number(first.value)
    case 'yes-no':
      return first.value === '1'
    case 'choice':
      return keyOf(type, first.item_id)
    case 'choices':
      return type.items.filter(({ id }) => rows.some((row) => row.item_id === id)).map(({ key }) => key)
    case 'reference':
      return first.ref_id
    case 'references':
      return rows.map(({ ref_id }) => ref_id)
    case 'long-text':
      return first.body
    default:
      return first.value
  }
}

const keyOf = ({ items }: AttributeType, id: number | null): string | null =>
  items.find((item) => item.id === id)?.key ?? null
