import { Type } from '@sinclair/typebox'
import type { AttributeType } from '../attribute-type.js'

const label = Type.Union([Type.String({ maxLength: 100 }), Type.Null()])
const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })
const whole = Type.Integer({ minimum: 0, maximum: 2 ** 31 })

/** An attribute as the API has it. `uses` counts the records that have the value. */
export const attributeTypeSchema = Type.Object({
  id,
  version: whole,
  entity: Type.String({ maxLength: 60 }),
  key: Type.String({ maxLength: 40 }),
  labelPl: label,
  labelEn: label,
  kind: Type.String({ maxLength: 20 }),
  required: Type.Boolean(),
  places: whole,
  width: whole,
  position: whole,
  system: Type.Boolean(),
  archived: Type.Boolean(),
  items: Type.Array(
    Type.Object({
      id,
      key: Type.String({ maxLength: 40 }),
      labelPl: label,
      labelEn: label,
      position: whole,
      archived: Type.Boolean(),
      uses: Type.Optional(whole),
    }),
    { maxItems: 5000 },
  ),
})

/** The same of an attribute; with counts when they were asked for. */
export function presentType(type: AttributeType, uses?: ReadonlyMap<number, number>) {
  const {
    id: typeId,
    version,
    entity,
    key,
    labels,
    kind,
    required,
    places,
    width,
    position,
    system,
    archived,
    items,
  } = type
  return {
    id: typeId,
    version,
    entity,
    key,
    labelPl: labels.pl,
    labelEn: labels.en,
    kind,
    required,
    places,
    width,
    position,
    system,
    archived,
    items: items.map((item) => ({
      id: item.id,
      key: item.key,
      labelPl: item.labels.pl,
      labelEn: item.labels.en,
      position: item.position,
      archived: item.archived,
      ...(uses && { uses: uses.get(item.id) ?? 0 }),
    })),
  }
}
