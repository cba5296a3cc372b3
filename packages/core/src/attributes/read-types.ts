import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { grouped } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import {
  choice,
  choices,
  day,
  instant,
  longText,
  money,
  number,
  ref,
  refs,
  text,
  yesNo,
  type Field,
} from '../plugin/fields.js'
import type { AttributeItem, AttributeKind, AttributeType, Labels } from './attribute-type.js'

/** Signs of a text that no two records may share. */
export const LONGEST_UNIQUE = 120
/** Grosze of an amount: its key has nineteen digits, as that of a number of twelve. */
const MOST_MINOR = 10 ** 14 - 1

/** All attributes with their value sets, by entity; two queries and those of the numbers still being rewritten. */
export async function readTypes(ctx: Ctx): Promise<ReadonlyMap<string, readonly AttributeType[]>> {
  const rows = await ctx.db('core_attribute_type').select<TypeRow[]>().orderBy(['entity', 'position', 'id'])
  const itemRows = await ctx.db('core_attribute_item').select<ItemRow[]>().orderBy(['type_id', 'position', 'id'])
  const staleRows = await ctx.db('core_attribute_stale').select<StaleRow[]>('item_id', 'ordinal')
  const stale = grouped(staleRows, ({ item_id }) => item_id)
  const items = grouped(itemRows, ({ type_id }) => type_id)
  const types = rows.map((row) =>
    typeOf(
      ctx,
      row,
      (items.get(row.id) ?? []).map((item) => itemOf(item, stale.get(item.id) ?? [])),
    ),
  )
  return grouped(types, ({ entity }) => entity)
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
  unique_values: number
  default_value: string | null
  places: number
  currency: string | null
  refers_to: string | null
  roles: string | null
  group_pl: string | null
  group_en: string | null
  help_pl: string | null
  help_en: string | null
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
  ordinal: number
  merged_into: number | null
  hue: string | null
  archived_at: string | null
}

interface StaleRow {
  item_id: number
  ordinal: number
}

function typeOf(ctx: Ctx, row: TypeRow, items: readonly AttributeItem[]): AttributeType {
  const target = row.refers_to === null ? undefined : ctx.registry.entity(row.refers_to)
  return {
    id: row.id,
    version: row.version,
    entity: row.entity,
    key: row.key,
    labels: { pl: row.label_pl, en: row.label_en ?? row.label_pl },
    kind: row.kind,
    required: Boolean(row.required),
    unique: Boolean(row.unique_values),
    default: row.default_value === null ? null : (JSON.parse(row.default_value) as unknown),
    places: row.places,
    currency: row.currency,
    refersTo: row.refers_to,
    roles: row.roles === null ? null : (JSON.parse(row.roles) as number[]),
    group: labelsOf(row.group_pl, row.group_en),
    help: labelsOf(row.help_pl, row.help_en),
    position: row.position,
    width: row.width,
    system: Boolean(row.system),
    // The plugin of what it points at was taken away: its values wait for the plugin to come back.
    archived: row.archived_at !== null || (row.refers_to !== null && !target),
    items,
    field: fieldOf(row, items, target),
  }
}

function itemOf(row: ItemRow, stale: readonly StaleRow[]): AttributeItem {
  const { id, key, position, ordinal, hue } = row
  return {
    id,
    key,
    labels: { pl: row.label_pl, en: row.label_en ?? row.label_pl },
    position,
    ordinal,
    stale: stale.map((each) => each.ordinal),
    hue,
    archived: row.archived_at !== null,
    mergedInto: row.merged_into,
  }
}

const labelsOf = (pl: string | null, en: string | null): Labels | null => (pl === null ? null : { pl, en: en ?? pl })

/** The labels of options are data, not locale keys: they come through the dictionary. */
function fieldOf(row: TypeRow, items: readonly AttributeItem[], target: Entity | undefined): Field {
  const label = `attribute.${row.entity}.${row.key}`
  const given = { required: Boolean(row.required), label, column: null, sortKey: false }
  const dictionary: Field['dictionary'] = async ({ locale }) =>
    items.map(({ key, labels, archived, hue }) => ({ key, label: labels[locale], archived, ...(hue && { hue }) }))
  switch (row.kind) {
    case 'text':
      return text({ ...given, maxLength: row.unique_values ? LONGEST_UNIQUE : 500 })
    case 'long-text':
      return longText(given)
    case 'number':
      return number({ ...given, places: row.places })
    case 'money': {
      const amount = money({ ...given, currency: row.currency ?? 'PLN' })
      const schema = Type.Integer({ minimum: -MOST_MINOR, maximum: MOST_MINOR })
      return { ...amount, schema: { ...schema, 'x-kind': 'money' } }
    }
    case 'date':
      return day(given)
    case 'instant':
      return instant(given)
    case 'yes-no':
      return yesNo(given)
    case 'choice':
      return choice([], { ...given, dictionary })
    case 'choices':
      return choices([], { ...given, dictionary })
    case 'reference':
      return target ? ref(() => target, { ...given, sort: true }) : text(given)
    case 'references':
      return target ? refs(() => target, given) : text(given)
  }
}
