import { recordSchema, Type, type TSchema } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { salesDocument } from '../entities/sales-document.js'

const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })
const minor = Type.Integer({ minimum: -1e15, maximum: 1e15 })
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const discount = orNull(Type.Object({ type: text(10), value: text(30) }))

/** What a line of an order and of a document have alike. */
const line = {
  id,
  position: Type.Integer({ minimum: 1, maximum: 1000 }),
  productId: orNull(id),
  name: text(512),
  qty: text(30),
  unit: text(20),
  unitPrice: text(40),
  discount,
  vatRate: text(20),
  valueMinor: minor,
  lineDiscountMinor: minor,
  documentShareMinor: minor,
  totalMinor: minor,
}

const party = {
  name: text(250),
  address: Type.Array(text(350), { maxItems: 5 }),
  taxId: orNull(text(30)),
  vatEuId: orNull(text(30)),
  country: Type.Optional(text(2)),
}

const { discountType: _orderType, discountValue: _orderValue, ...orderHead } = recordSchema(order).properties
const { discountType: _type, discountValue: _value, ...documentHead } = recordSchema(salesDocument).properties

/** An order with its lines, as a program gets it. */
export const orderAnswer = Type.Object({
  ...orderHead,
  discount,
  lines: Type.Array(Type.Object({ ...line, invoicedQty: text(30) }), { maxItems: 1000 }),
})

/** One mail of a document: to whom, and what became of it. */
export const handingAnswer = Type.Object({
  id,
  to: text(254),
  attempt: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  state: text(20),
  reason: orNull(text(500)),
  queuedAt: text(24),
  settledAt: orNull(text(24)),
})

/** A document with its frozen sides, lines, sums per rate and handings, as a program gets it. */
export const documentAnswer = Type.Object({
  ...documentHead,
  discount,
  seller: orNull(Type.Object({ ...party, account: orNull(text(50)), bank: orNull(text(200)) })),
  buyer: orNull(Type.Object(party)),
  exemptions: Type.Array(text(200), { maxItems: 1000 }),
  contentHash: orNull(text(64)),
  issuerName: orNull(text(200)),
  lines: Type.Array(
    Type.Object({
      ...line,
      orderLineId: orNull(id),
      vat: text(10),
      taxDay: text(10),
      annex15: Type.Boolean(),
      gtu: orNull(text(2)),
      taxMinor: orNull(minor),
    }),
    { maxItems: 1000 },
  ),
  rates: Type.Array(Type.Object({ vat: text(10), netMinor: minor, taxMinor: minor, grossMinor: minor }), {
    maxItems: 20,
  }),
  handings: Type.Array(handingAnswer, { maxItems: 10_000 }),
})

const place = {
  at: Type.Integer({ minimum: 0, maximum: 10_000 }),
  unit: text(20),
  unitPrice: text(40),
  vatCode: text(20),
}

/** What the lines of an order or a document come to as they are typed. */
export const calculationAnswer = Type.Object({
  lines: Type.Array(Type.Object({ ...place, name: text(512), totalMinor: orNull(minor) }), { maxItems: 1000 }),
  unfinished: Type.Array(Type.Object(place), { maxItems: 1000 }),
  rates: documentAnswer.properties.rates,
  netMinor: minor,
  taxMinor: minor,
  grossMinor: minor,
  words: text(1000),
  faults: Type.Array(Type.Object({ path: text(200), code: text(100), message: text(1000) }), { maxItems: 10_000 }),
})
