import { Type } from '@sinclair/typebox'

const value = Type.String({ maxLength: 500 })

/**
 * The query of an address that ends in `reply.list`: filters, `sort`, `cols`, `after` and the rest (spec-core §7). Only its
 * size is judged here; what it says is read by the list's own grammar, which knows the fields.
 */
export const listQuery = Type.Record(
  Type.String({ maxLength: 100 }),
  Type.Union([value, Type.Array(value, { maxItems: 100 })]),
  {
    maxProperties: 100,
  },
)
