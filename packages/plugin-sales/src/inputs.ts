import { Type, type Static } from '@berberis/sdk'
import { typedDiscount, typedLines } from './typed-line.js'

const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

const day = Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'x-kind': 'day' })
const method = Type.Union([Type.Literal('net'), Type.Literal('gross')])
const discount = orNull(typedDiscount)
const note = orNull(Type.String({ maxLength: 20_000 }))
const version = Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 }))

/** An order as written. `day` is today and `method` net unless said; `lines` are always all of them. */
export const orderInput = Type.Object(
  {
    version,
    day: Type.Optional(day),
    contractorId: Type.Optional(id),
    caseId: orNull(id),
    ownerId: orNull(id),
    method: Type.Optional(method),
    discount,
    note,
    lines: Type.Optional(typedLines),
  },
  { additionalProperties: false },
)

/** A document as written. Days left out are found at issue: issued and sold on that day. */
export const documentInput = Type.Object(
  {
    version,
    contractorId: Type.Optional(id),
    caseId: orNull(id),
    ownerId: orNull(id),
    issuedOn: orNull(day),
    soldOn: orNull(day),
    paymentDays: orNull(Type.Integer({ minimum: 0, maximum: 3650 })),
    paymentMethod: Type.Optional(Type.Union([Type.Literal('transfer'), Type.Literal('cash'), Type.Literal('card')])),
    method: Type.Optional(method),
    vatRounding: Type.Optional(Type.Union([Type.Literal('perRate'), Type.Literal('perLine')])),
    language: Type.Optional(Type.Union([Type.Literal('pl'), Type.Literal('en')])),
    place: orNull(Type.String({ maxLength: 100 })),
    discount,
    note,
    splitPayment: Type.Optional(Type.Boolean()),
    lines: Type.Optional(typedLines),
  },
  { additionalProperties: false },
)

export type OrderInput = Static<typeof orderInput>
export type DocumentInput = Static<typeof documentInput>
