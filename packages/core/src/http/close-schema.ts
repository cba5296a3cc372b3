import { Kind, Type, type TSchema } from '@sinclair/typebox'

type Node = TSchema & Record<string, unknown>

/** A body of no fields; programs may leave it out. */
export const emptyBody = Type.Union([Type.Null(), Type.Object({}, { additionalProperties: false })])

/** No query at all. */
export const emptyQuery = Type.Object({}, { additionalProperties: false })

/**
 * The schema with every object closed that does not say otherwise: unknown fields are refused, never dropped
 * (spec-core §0). The given one is not changed.
 */
export function closeSchema<S extends TSchema>(schema: S): S {
  return closed(schema) as S
}

function closed(schema: Node): Node {
  const more: Record<string, unknown> = {}
  for (const list of ['anyOf', 'allOf', 'oneOf'] as const)
    if (isList(schema[list])) more[list] = schema[list].map(closed)
  if (isSchema(schema.items)) more.items = closed(schema.items)
  if (isSchema(schema.not)) more.not = closed(schema.not)
  if (schema[Kind] === 'Object') {
    const fields = Object.entries((schema.properties ?? {}) as Record<string, Node>)
    more.properties = Object.fromEntries(fields.map(([name, field]) => [name, closed(field)]))
    // Parts of an intersection each see the whole object: closing one would refuse the fields of the others.
    more.additionalProperties = schema.additionalProperties ?? false
  }
  if (isList(schema.allOf)) return { ...schema, ...more, allOf: schema.allOf } as Node

  return { ...schema, ...more } as Node
}

function isSchema(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && Kind in value
}

function isList(value: unknown): value is Node[] {
  return Array.isArray(value) && value.every(isSchema)
}
