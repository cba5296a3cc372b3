import { create, createContractor, openCase, type Contractor, type Ctx } from '@berberis/sdk'
import { product } from '../entities/product.js'
import type { DocumentInput, OrderInput } from '../inputs.js'
import type { Order } from '../models/order.js'
import type { Product } from '../models/product.js'
import type { SalesDocument } from '../models/sales-document.js'
import { Unit } from '../models/unit.js'
import { placeOrder } from '../services/place-order.js'
import { createDocument } from '../services/save-document.js'
import { createOrder } from '../services/save-order.js'

let made = 0
const next = () => (made += 1)

/** A company with a NIP and a seat, which may be sent an invoice. */
export async function aBuyer(ctx: Ctx, values: Readonly<Record<string, unknown>> = {}): Promise<Contractor> {
  return createContractor(ctx, {
    acceptDuplicates: true,
    kind: 'company',
    name: `Nabywca ${next()}`,
    taxId: '9990000362',
    country: 'PL',
    street: 'ul. Żółta 5',
    postalCode: '00-001',
    town: 'Łódź',
    email: 'faktury@nabywca.example',
    ...values,
  })
}

/** A product at 100.00 net, standard rate, by the piece. */
export async function aProduct(ctx: Ctx, values: Readonly<Record<string, unknown>> = {}): Promise<Product> {
  const { unit = 'szt', ...rest } = values
  const found = await Unit.query(ctx.db).findOne({ code: String(unit) })
  const n = next()
  return create(ctx, product, { code: `P${n}`, namePl: `Towar ${n}`, unitId: found?.id, price: '100', ...rest })
}

/** A draft of an order of two pieces at 100.00 in a case of its own; values as at the API. */
export async function anOrder(ctx: Ctx, values: OrderInput = {}): Promise<Order> {
  const contractorId = values.contractorId ?? (await aBuyer(ctx)).id
  const caseId =
    values.caseId === undefined ? (await openCase(ctx, { name: `Sprawa ${next()}`, contractorId })).id : values.caseId
  const lines = values.lines ?? [{ productId: (await aProduct(ctx)).id, qty: '2' }]
  return createOrder(ctx, { ...values, contractorId, caseId, lines })
}

export async function aPlacedOrder(ctx: Ctx, values: OrderInput = {}): Promise<Order> {
  return placeOrder(ctx, (await anOrder(ctx, values)).id)
}

/** A draft of an invoice for two pieces at 100.00; values as at the API. */
export async function anInvoice(ctx: Ctx, values: DocumentInput = {}): Promise<SalesDocument> {
  const contractorId = values.contractorId ?? (await aBuyer(ctx)).id
  const lines = values.lines ?? [{ productId: (await aProduct(ctx)).id, qty: '2' }]
  return createDocument(ctx, { ...values, contractorId, lines })
}
