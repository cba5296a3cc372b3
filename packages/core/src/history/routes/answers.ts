import { Type } from '@sinclair/typebox'
import { recordId } from '../../http/params.js'

const person = Type.Union([Type.Object({ id: recordId, label: Type.String({ maxLength: 200 }) }), Type.Null()])
const maybe = Type.Union([recordId, Type.Null()])
const count = Type.Integer({ minimum: 0 })

/** Of what stayed as it was, and why; `reason` is a code. */
export const leftOut = Type.Object({
  entity: Type.String({ maxLength: 60 }),
  record: maybe,
  label: Type.String({ maxLength: 300 }),
  field: Type.Optional(Type.String({ maxLength: 120 })),
  reason: Type.String({ maxLength: 100 }),
})

/** A change set as a program reads it. `endsOn` is the last local day on which it can be undone. */
export const changeSetAnswer = Type.Object({
  id: recordId,
  kind: Type.String({ maxLength: 20 }),
  label: Type.String({ maxLength: 300 }),
  entity: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  record: maybe,
  at: Type.String({ maxLength: 24 }),
  operator: person,
  behalf: person,
  endsOn: Type.String({ maxLength: 10 }),
  open: Type.Boolean(),
  created: count,
  changed: count,
  removed: count,
  other: count,
  reversesId: maybe,
  reversedById: maybe,
})

export const changeSetsAnswer = Type.Object({ items: Type.Array(changeSetAnswer, { maxItems: 200 }), next: maybe })

/** One of them, with what its reversal left where it is a reversal. */
export const changeSetWhole = Type.Object({
  ...changeSetAnswer.properties,
  left: Type.Array(leftOut, { maxItems: 1000 }),
})

export const reversedAnswer = Type.Object({
  changeSetId: recordId,
  restored: count,
  left: Type.Array(leftOut, { maxItems: 100_000 }),
})

export const pageAsked = Type.Object({
  before: Type.Optional(recordId),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
