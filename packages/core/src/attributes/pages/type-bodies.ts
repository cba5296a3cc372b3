import { Type } from '@sinclair/typebox'
import { recordId } from '../../http/params.js'
import { ATTRIBUTE_KINDS } from '../attribute-type.js'

const optional = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const name = optional(100)
export const version = Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 }))

/** As JSON; which values there may be, its kind says. */
const value = Type.Union([
  Type.String({ maxLength: 20_000 }),
  Type.Null(),
  Type.Boolean(),
  Type.Integer({ minimum: -(2 ** 53 - 1), maximum: 2 ** 53 - 1 }),
  Type.Array(Type.Union([Type.String({ maxLength: 40 }), recordId]), { maxItems: 100 }),
])

const more = {
  required: Type.Optional(Type.Boolean()),
  unique: Type.Optional(Type.Boolean()),
  default: Type.Optional(value),
  roles: Type.Optional(Type.Union([Type.Array(recordId, { maxItems: 100 }), Type.Null()])),
  groupPl: name,
  groupEn: name,
  helpPl: optional(300),
  helpEn: optional(300),
  width: Type.Optional(Type.Integer({ minimum: 1, maximum: 6 })),
}

export const newType = Type.Object({
  entity: Type.String({ maxLength: 60 }),
  labelPl: Type.String({ minLength: 1, maxLength: 100 }),
  labelEn: name,
  kind: Type.Union(ATTRIBUTE_KINDS.map((kind) => Type.Literal(kind))),
  places: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
  currency: optional(3),
  refersTo: optional(60),
  items: Type.Optional(
    Type.Array(
      Type.Object({ labelPl: Type.String({ maxLength: 100 }), labelEn: name, hue: optional(20) }),
      // More than there may be: the rule says so, and by how much.
      { maxItems: 10_000 },
    ),
  ),
  /** Values as a form has them: one a line. */
  values: optional(20_000),
  ...more,
})

export const changedType = Type.Object({
  version,
  labelPl: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  labelEn: name,
  position: Type.Optional(recordId),
  /** The default as a form has it, which nobody can read before its kind is known. */
  typed: Type.Optional(Type.Record(Type.String({ maxLength: 20 }), value, { maxProperties: 20 })),
  ...more,
})
