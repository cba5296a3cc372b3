import { Type, type Static } from '@berberis/sdk'

const short = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const reference = Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }), Type.Null()]))

/** A discount as typed: percent of what it is taken from, or an amount; without a value there is none. */
export const typedDiscount = Type.Object(
  {
    type: Type.Union([Type.Literal('percent'), Type.Literal('amount')]),
    value: short(30),
  },
  { additionalProperties: false },
)

/**
 * A line of an order or a document as typed. What is left out comes from the product: name, unit, price, VAT rate.
 * A line that says nothing at all is passed over, so an editor may keep an empty one at its end.
 * `orderLineId` invoices a part of that order line: everything but the quantity is then the order's.
 */
export const typedLine = Type.Object(
  {
    productId: reference,
    orderLineId: reference,
    name: short(512),
    qty: short(30),
    unit: short(20),
    unitPrice: short(40),
    discount: Type.Optional(Type.Union([typedDiscount, Type.Null()])),
    vatRate: short(20),
  },
  { additionalProperties: false },
)

export type TypedLine = Static<typeof typedLine>
export type TypedDiscount = Static<typeof typedDiscount>

export const typedLines = Type.Array(typedLine, { maxItems: 1000 })

/** A line somebody added and left empty, as it is sent or as its inputs have it. */
export function isBlank({
  productId,
  orderLineId,
  name,
  qty,
  unitPrice,
}: Pick<TypedLine, 'name' | 'qty' | 'unitPrice'> & {
  readonly productId?: number | string | null | undefined
  readonly orderLineId?: number | string | null | undefined
}): boolean {
  return !productId && !orderLineId && !name?.trim() && !qty?.trim() && !unitPrice?.trim()
}
