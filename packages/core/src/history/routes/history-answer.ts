import { Type } from '@sinclair/typebox'
import { recordId } from '../../http/params.js'

const person = Type.Union([Type.Object({ id: recordId, label: Type.String({ maxLength: 200 }) }), Type.Null()])
const maybe = Type.Union([recordId, Type.Null()])

/** A value as the record's own JSON has it; `{ id: null, hidden: true }` for a record that may not be seen. */
const change = Type.Object({
  field: Type.String({ maxLength: 200 }),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
})

const entry = Type.Object({
  id: recordId,
  at: Type.String({ maxLength: 24 }),
  operator: person,
  behalf: person,
  part: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  partId: maybe,
  label: Type.String({ maxLength: 400 }),
  action: Type.String({ maxLength: 60 }),
  version: maybe,
  origin: Type.String({ maxLength: 20 }),
  changes: Type.Array(change, { maxItems: 10_000 }),
  changeSetId: maybe,
})

export const historyAnswer = Type.Object({
  items: Type.Array(entry, { maxItems: 200 }),
  next: maybe,
  on: Type.Optional(Type.String({ maxLength: 10 })),
  state: Type.Optional(Type.Union([Type.Array(change, { maxItems: 10_000 }), Type.Null()])),
})
