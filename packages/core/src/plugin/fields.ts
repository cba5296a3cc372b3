import { Type, type TSchema } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import type { Entity } from './entity.js'

export type FieldKind =
  | 'text'
  | 'long-text'
  | 'number'
  | 'money'
  | 'percent'
  | 'day'
  | 'instant'
  | 'time'
  | 'duration'
  | 'yes-no'
  | 'choice'
  | 'choices'
  | 'ref'
  | 'refs'
  | 'email'
  | 'phone'
  | 'tax-id'
  | 'iban'
  | 'postal-code'
  | 'password'

/** A fixed choice: the key that is stored, and the locale key of its label. `hue` colours its tag (ui §5.3). */
export interface Option {
  readonly key: string
  readonly label: string
  readonly hue?: string
}

/** A choice that is a row of a dictionary: its key for ever, its label in the reader's language. */
export interface DictionaryItem {
  readonly key: string
  readonly label: string
  readonly icon?: string
  readonly hue?: string
  /** No longer offered; a record that has it keeps it, and is still found by it. */
  readonly archived?: boolean
}

/**
 * One field of an entity or a form: what it is, not how it looks. Its label is the locale key `<owner id>.<name>`
 * (`core.contractor.name`) unless `label` says otherwise; a hint, where given, is a locale key too.
 *
 * In JSON: text kinds are strings; `number` and `percent` decimal strings ("12.5"); `money` an integer of the smallest
 * unit; `day` YYYY-MM-DD; `instant` UTC text; `duration` whole minutes; `yes-no` a boolean; `choice` a key; `choices` a
 * list of keys; `ref` an id when written (`ownerId`) and `{ id, label }` when read (`owner`); `refs` lists of those.
 */
export interface Field {
  readonly kind: FieldKind
  readonly required: boolean
  /** Schema of the JSON value as written, bounded (reliability §10). */
  readonly schema: TSchema
  readonly label?: string
  readonly hint?: string
  /** Column in the table when it is not the name of the field; `null` when the value is kept elsewhere. */
  readonly column?: string | null
  readonly options?: readonly Option[]
  /** `choice`, `choices` whose keys are data instead of `options`: all items in their order, archived ones too. */
  readonly dictionary?: (ctx: Ctx) => Promise<readonly DictionaryItem[]>
  /** `choices` only: the table that holds one row per value, with the columns of the record and of the key. */
  readonly kept?: { readonly table: string; readonly record: string; readonly value: string }
  /** For `ref` and `refs`: the entity pointed at. A function, since two entities may point at each other. */
  readonly of?: () => Entity
  /** `title` finds best and stands first; `text` is found too. */
  readonly search?: 'title' | 'text'
  /** Has a `<column>_key` beside it (`polishKey`), so lists sort by it. */
  readonly sortKey: boolean
  readonly filter: boolean
  readonly sort: boolean
  /** `number`, `percent`: digits after the point; stored as an integer scaled by 10^places. */
  readonly places: number
  /** `number`: at least so many of them are shown, „300,00” for 300; none unless said. */
  readonly shownPlaces?: number
  readonly currency?: string
  readonly maxLength?: number
  readonly default?: unknown
  /** Set by services only: shown, filtered and sorted, never taken from a request. */
  readonly readonly: boolean
}

type Given = Partial<Omit<Field, 'kind' | 'schema'>>

/** The kind stands in the schema too (`x-kind`), so that what people type is read by it wherever the schema is used. */
const made = (kind: FieldKind, schema: TSchema, given: Given, own: Partial<Field> = {}): Field => ({
  kind,
  schema: { ...schema, 'x-kind': kind },
  required: false,
  sortKey: false,
  filter: true,
  sort: true,
  places: 0,
  readonly: false,
  ...own,
  ...given,
})

/** Anything with no control characters but tab and line feed; NUL and lone surrogates never reach the database. */
const textSchema = (maxLength: number) => Type.String({ maxLength })

/** One line of text, at most 200 signs unless said. Sorted by Polish order. */
export const text = ({ maxLength = 200, ...given }: Given = {}): Field =>
  made('text', textSchema(maxLength), { maxLength, ...given }, { sortKey: true })

/** Many lines, at most 20 000 signs. Not sorted by. */
export const longText = ({ maxLength = 20_000, ...given }: Given = {}): Field =>
  made('long-text', textSchema(maxLength), { maxLength, ...given }, { sort: false })

/** A decimal with `places` digits after the point (0–6), twelve before. */
export const number = ({ places = 0, ...given }: Given = {}): Field =>
  made('number', Type.String({ maxLength: 20, pattern: '^-?\\d{1,12}(\\.\\d{1,6})?$' }), { places, ...given })

export const percent = ({ places = 2, ...given }: Given = {}): Field =>
  made('percent', Type.String({ maxLength: 20, pattern: '^-?\\d{1,3}(\\.\\d{1,6})?$' }), { places, ...given })

/** Integer of the smallest unit of `currency` (PLN unless said: grosze). The field's name ends in `Minor`. */
export const money = (given: Given = {}): Field =>
  made('money', Type.Integer({ minimum: -1e15, maximum: 1e15 }), given, { currency: 'PLN' })

/** A day of the calendar in the company's zone. That it exists is judged by core (`core.bad-day`). */
export const day = (given: Given = {}): Field =>
  made('day', Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), given)

/** A moment, UTC, `2026-11-05T08:00:00.000Z`; typed and shown in the company's zone. */
export const instant = (given: Given = {}): Field =>
  made(
    'instant',
    Type.String({ maxLength: 24, pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?Z$' }),
    given,
  )

/** A time of day on the company's clocks, `10:15`; for forms that ask for a day and its hours apart. */
export const time = (given: Given = {}): Field =>
  made('time', Type.String({ maxLength: 5, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), given, {
    filter: false,
    sort: false,
  })

/** Whole minutes. */
export const duration = (given: Given = {}): Field =>
  made('duration', Type.Integer({ minimum: 0, maximum: 525_600 }), given)

export const yesNo = (given: Given = {}): Field => made('yes-no', Type.Boolean(), given)

/** One of fixed keys. The label of a key is `<owner id>.<field>.<key>` unless the option names its own. */
export const choice = (options: readonly Option[], given: Given = {}): Field =>
  made('choice', Type.String({ maxLength: 60 }), { options, ...given })

export const choices = (options: readonly Option[], given: Given = {}): Field =>
  made(
    'choices',
    Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100, uniqueItems: true }),
    { options, ...(given.kept && { column: null }), ...given },
    { sort: false },
  )

/** A reference, kept in `<name>_id`, written as `<name>Id`, read as `{ id, label }`; hidden ones as `{ id: null, hidden: true }`. */
export const ref = (of: () => Entity, given: Given = {}): Field =>
  made('ref', Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }), { of, ...given }, { sort: false })

/** References to many: a list of ids; for attributes, which keep one row per value. */
export const refs = (of: () => Entity, given: Given = {}): Field =>
  made(
    'refs',
    Type.Array(Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }), { maxItems: 100, uniqueItems: true }),
    { of, column: null, ...given },
    { sort: false },
  )

export const email = (given: Given = {}): Field => made('email', textSchema(254), { maxLength: 254, ...given })
export const phone = (given: Given = {}): Field => made('phone', textSchema(40), { maxLength: 40, ...given })
export const taxId = (given: Given = {}): Field => made('tax-id', textSchema(30), { maxLength: 30, ...given })
export const iban = (given: Given = {}): Field => made('iban', textSchema(50), { maxLength: 50, ...given })
export const postalCode = (given: Given = {}): Field => made('postal-code', textSchema(20), { maxLength: 20, ...given })

/** Typed, never shown, never audited, never stored as it is. */
export const password = (given: Given = {}): Field =>
  made(
    'password',
    Type.String({ maxLength: 128 }),
    { maxLength: 128, ...given },
    { filter: false, sort: false, column: null },
  )
