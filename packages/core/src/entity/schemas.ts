import { Type, type TObject, type TSchema } from '@sinclair/typebox'
import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'
import { shapeOf } from './shape.js'

/** What may be sent to make a record: fields that are not read-only, references as ids; required ones must be there. */
export function createBody(entity: Entity): TObject {
  return bodyOf(entity, (field) => field.required && field.default === undefined)
}

/** What may be sent to change one: any of its fields, and the version it was read at (or `If-Match`). */
export function saveBody(entity: Entity): TObject {
  const { properties } = bodyOf(entity, () => false)
  return closed({ ...properties, version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })) })
}

/** A record as it is answered (spec-core §10); `more`: an item of a list, which may carry computed columns beside. */
export function recordSchema(entity: Entity, { more = false } = {}): TObject {
  const fields: Record<string, TSchema> = {}
  for (const { name, field } of shapeOf(entity).fields) if (field.kind !== 'password') fields[name] = readSchema(field)
  const attributes: Record<string, TSchema> = entity.attributable ? { attributes: Type.Optional(attributesSchema) } : {}

  return Type.Object(
    {
      id: Type.Integer({ minimum: 1, maximum: MOST }),
      version: Type.Integer({ minimum: 1, maximum: 2 ** 31 }),
      ...fields,
      ...attributes,
      createdAt: Type.String({ maxLength: 24 }),
    },
    { additionalProperties: more },
  )
}

/** A reference as it is read: a record by id and name, or one that the reader may not see. */
export const refSchema = Type.Object({
  id: Type.Union([Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }), Type.Null()]),
  label: Type.Optional(Type.String({ maxLength: 400 })),
  hidden: Type.Optional(Type.Boolean()),
})

const MOST = 2 ** 53 - 1

const attributeValue = Type.Union([
  Type.Null(),
  Type.Boolean(),
  Type.Integer({ minimum: -MOST, maximum: MOST }),
  Type.String({ maxLength: 20_000 }),
  Type.Array(Type.Union([Type.String({ maxLength: 40 }), Type.Integer({ minimum: 1, maximum: MOST })]), {
    maxItems: 100,
  }),
])

/** Which keys there are, and of which kind, is data: their types judge them. */
const attributesSchema = Type.Record(Type.String({ maxLength: 40 }), attributeValue, { maxProperties: 2000 })

function bodyOf(entity: Entity, isRequired: (field: Field) => boolean): TObject {
  const fields: Record<string, TSchema> = {}
  for (const { key, field } of shapeOf(entity).fields) {
    if (field.readonly) continue
    const schema = Type.Union([field.schema, Type.Null()], { 'x-kind': field.kind })
    fields[key] = isRequired(field) ? schema : Type.Optional(schema)
  }
  return closed(entity.attributable ? { ...fields, attributes: Type.Optional(attributesSchema) } : fields)
}

function readSchema(field: Field): TSchema {
  return Type.Union([field.kind === 'ref' ? refSchema : field.schema, Type.Null()])
}

const closed = (properties: Record<string, TSchema>): TObject =>
  Type.Object(properties, { additionalProperties: false })
