import { Type } from '@sinclair/typebox'
import type { AttributeItem, AttributeType } from '../attribute-type.js'
import { bodyOf } from '../save-attribute-type.js'

const label = Type.Union([Type.String({ maxLength: 300 }), Type.Null()])
const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })
const whole = Type.Integer({ minimum: 0, maximum: 2 ** 31 })

export const attributeItemSchema = Type.Object({
  id,
  key: Type.String({ maxLength: 40 }),
  labelPl: label,
  labelEn: label,
  position: whole,
  hue: Type.Union([Type.String({ maxLength: 20 }), Type.Null()]),
  archived: Type.Boolean(),
  /** Key of the value all its records were moved to. */
  mergedInto: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
  uses: Type.Optional(whole),
})

/** An attribute as the API has it. `lacking`, of one that is required: records without a value. */
export const attributeTypeSchema = Type.Object({
  id,
  version: whole,
  entity: Type.String({ maxLength: 60 }),
  key: Type.String({ maxLength: 40 }),
  labelPl: label,
  labelEn: label,
  kind: Type.String({ maxLength: 20 }),
  required: Type.Boolean(),
  unique: Type.Boolean(),
  default: Type.Union([
    Type.Null(),
    Type.Boolean(),
    Type.Integer(),
    Type.String({ maxLength: 20_000 }),
    Type.Array(Type.Union([Type.String({ maxLength: 40 }), id]), { maxItems: 100 }),
  ]),
  places: whole,
  currency: Type.Union([Type.String({ maxLength: 3 }), Type.Null()]),
  refersTo: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  roles: Type.Union([Type.Array(id, { maxItems: 100 }), Type.Null()]),
  groupPl: label,
  groupEn: label,
  helpPl: label,
  helpEn: label,
  width: whole,
  position: whole,
  system: Type.Boolean(),
  archived: Type.Boolean(),
  lacking: Type.Optional(whole),
  items: Type.Array(attributeItemSchema, { maxItems: 5000 }),
})

/** The same of an attribute; with counts when they were asked for. */
export function presentType(type: AttributeType, uses?: ReadonlyMap<number, number>, lacking?: number) {
  const { id: typeId, version, entity, key, labels, kind, places, currency, refersTo, system, archived, items } = type
  const body = bodyOf(type) as Pick<AttributeType, 'required' | 'unique' | 'default' | 'roles' | 'width' | 'position'> &
    Readonly<Record<'groupPl' | 'groupEn' | 'helpPl' | 'helpEn', string | null>>
  return {
    id: typeId,
    version,
    entity,
    key,
    kind,
    ...body,
    labelPl: labels.pl,
    labelEn: labels.en,
    places,
    currency,
    refersTo,
    system,
    archived,
    ...(lacking !== undefined && { lacking }),
    items: items.map((item) => presentItem(type, item, uses)),
  }
}

/** A value of a set; its count when it was asked for. */
export function presentItem({ items }: AttributeType, item: AttributeItem, uses?: ReadonlyMap<number, number>) {
  const count = uses?.get(item.id)
  return {
    id: item.id,
    key: item.key,
    labelPl: item.labels.pl,
    labelEn: item.labels.en,
    position: item.position,
    hue: item.hue,
    archived: item.archived,
    mergedInto: items.find(({ id: other }) => other === item.mergedInto)?.key ?? null,
    ...(count !== undefined && { uses: count }),
  }
}
