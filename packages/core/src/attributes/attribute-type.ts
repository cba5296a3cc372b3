import type { Locale } from '../ctx.js'
import type { AttributeKind } from '../plugin/attributes.js'
import type { Field } from '../plugin/fields.js'

export type { AttributeKind } from '../plugin/attributes.js'

/** All kinds, in the order in which a form offers them. */
export const ATTRIBUTE_KINDS = [
  'text',
  'long-text',
  'number',
  'money',
  'date',
  'instant',
  'yes-no',
  'choice',
  'choices',
  'reference',
  'references',
] as const satisfies readonly AttributeKind[]

/** A text people typed in both languages; Polish stands in for what nobody translated. */
export type Labels = Readonly<Record<Locale, string>>

export interface AttributeItem {
  readonly id: number
  readonly key: string
  readonly labels: Labels
  /** From 1. */
  readonly position: number
  /** The number records keep it under; in the order of the set, with gaps. */
  readonly ordinal: number
  /** Numbers under which some records may keep it still, while a new order is being written. */
  readonly stale: readonly number[]
  readonly hue: string | null
  readonly archived: boolean
  /** The value all its records were moved to. */
  readonly mergedInto: number | null
}

/** An attribute of an entity, with its value set in order. */
export interface AttributeType {
  readonly id: number
  readonly version: number
  readonly entity: string
  readonly key: string
  readonly labels: Labels
  readonly kind: AttributeKind
  readonly required: boolean
  /** No two records may have the same value; `text` of at most 120 signs, `number` and `date` only. */
  readonly unique: boolean
  /** As in JSON; null for none. */
  readonly default: unknown
  readonly places: number
  /** `money`: its currency, of two places. */
  readonly currency: string | null
  /** `reference`, `references`: the entity pointed at. */
  readonly refersTo: string | null
  /** Ids of the roles for which it exists; null for everybody. */
  readonly roles: readonly number[] | null
  /** The heading it stands under in forms; null for „Atrybuty”. */
  readonly group: Labels | null
  readonly help: Labels | null
  readonly position: number
  /** Sixths of a form's row. */
  readonly width: number
  readonly system: boolean
  readonly archived: boolean
  readonly items: readonly AttributeItem[]
  /** The same as a field, by which values are judged, drawn and filtered. */
  readonly field: Field
}

/** The label of a type or an item in a language; Polish stands in for what nobody translated. */
export function labelIn({ labels }: { readonly labels: Labels }, locale: Locale): string {
  return labels[locale]
}

/** Its values come from a set. */
export const isChosen = ({ kind }: Pick<AttributeType, 'kind'>): boolean => kind === 'choice' || kind === 'choices'
/** Its values are records. */
export const isReference = ({ kind }: Pick<AttributeType, 'kind'>): boolean =>
  kind === 'reference' || kind === 'references'
/** A record has several values of it. */
export const isMany = ({ kind }: Pick<AttributeType, 'kind'>): boolean => kind === 'choices' || kind === 'references'
