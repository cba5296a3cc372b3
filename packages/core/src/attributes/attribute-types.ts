import type { Ctx, Locale } from '../ctx.js'
import { grouped } from '../db/bulk.js'
import { keptBy } from '../entity/kept.js'
import type { Entity } from '../plugin/entity.js'
import { choice, choices, day, number, text, yesNo, type Field } from '../plugin/fields.js'

export type AttributeKind = 'text' | 'number' | 'date' | 'yes-no' | 'choice' | 'choices'

export interface AttributeItem {
  readonly id: number
  readonly key: string
  readonly labels: Readonly<Record<Locale, string>>
  /** From 1. */
  readonly position: number
  readonly hue: string | null
  readonly archived: boolean
}

/** An attribute of an entity, with its value set in order. */
export interface AttributeType {
  readonly id: number
  readonly version: number
  readonly entity: string
  readonly key: string
  readonly labels: Readonly<Record<Locale, string>>
  readonly kind: AttributeKind
  readonly required: boolean
  /** As in JSON; null for none. */
  readonly default: unknown
  readonly places: number
  readonly position: number
  /** Sixths of a form's row. */
  readonly width: number
  readonly system: boolean
  readonly archived: boolean
  readonly items: readonly AttributeItem[]
  /** The same as a field, by which values are judged, drawn and filtered. */
  readonly field: Field
}

type Types = ReadonlyMap<string, readonly AttributeType[]>
const allTypes = keptBy('attributes', readTypes)

/**
 * The attributes of an entity in their order; archived ones only when asked for. Kept in memory until `core_revision` says
 * that they changed, in whichever process.
 */
export async function attributeTypes(
  ctx: Ctx,
  entity: Pick<Entity, 'id' | 'attributable'>,
  { archived = false } = {},
): Promise<readonly AttributeType[]> {
  if (!entity.attributable) return []
  const all = (await allTypes(ctx)).get(entity.id) ?? []
  return archived ? all : all.filter((type) => !type.archived)
}

/** The label of a type or an item in a language; Polish stands in for what nobody translated. */
export function labelIn({ labels }: Pick<AttributeType, 'labels'>, locale: Locale): string {
  return labels[locale]
}

interface TypeRow {
  id: number
  version: number
  entity: string
  key: string
  label_pl: string
  label_en: string | null
  kind: AttributeKind
  required: number
  default_value: string | null
  places: number
  position: number
  width: number
  system: number
  archived_at: string | null
}

interface ItemRow {
  id: number
  type_id: number
  key: string
  label_pl: string
  label_en: string | null
  position: number
  hue: string | null
  archived_at: string | null
}

async function readTypes(ctx: Ctx): Promise<Types> {
  const rows = await ctx.db('core_attribute_type').select<TypeRow[]>().orderBy(['entity', 'position', 'id'])
  const itemRows = await ctx.db('core_attribute_item').select<ItemRow[]>().orderBy(['type_id', 'position', 'id'])
  const items = grouped(itemRows, (item) => item.type_id)
  const types = rows.map((row) => typeOf(row, (items.get(row.id) ?? []).map(itemOf)))
  return grouped(types, (type) => type.entity)
}

function typeOf(row: TypeRow, items: readonly AttributeItem[]): AttributeType {
  return {
    id: row.id,
    version: row.version,
    entity: row.entity,
    key: row.key,
    labels: { pl: row.label_pl, en: row.label_en ?? row.label_pl },
    kind: row.kind,
    required: Boolean(row.required),
    default: row.default_value === null ? null : (JSON.parse(row.default_value) as unknown),
    places: row.places,
    position: row.position,
    width: row.width,
    system: Boolean(row.system),
    archived: row.archived_at !== null,
    items,
    field: fieldOf(row, items),
  }
}

function itemOf(row: ItemRow): AttributeItem {
  const { id, key, position, hue } = row
  const labels = { pl: row.label_pl, en: row.label_en ?? row.label_pl }
  return { id, key, labels, position, hue, archived: row.archived_at !== null }
}

/** The labels of options are data, not locale keys: they come through the dictionary. */
function fieldOf(row: TypeRow, items: readonly AttributeItem[]): Field {
  const given = {
    required: Boolean(row.required),
    label: `attribute.${row.entity}.${row.key}`,
    column: null,
    sortKey: false,
  }
  const dictionary: Field['dictionary'] = async ({ locale }) =>
    items.map((item) => ({
      key: item.key,
      label: item.labels[locale],
      archived: item.archived,
      ...(item.hue && { hue: item.hue }),
    }))
  switch (row.kind) {
    case 'text':
      return text({ ...given, maxLength: 500 })
    case 'number':
      return number({ ...given, places: row.places })
    case 'date':
      return day(given)
    case 'yes-no':
      return yesNo(given)
    case 'choice':
      return choice([], { ...given, dictionary })
    case 'choices':
      return choices([], { ...given, dictionary })
  }
}
