import { addDays, asSystem, caseEntity, contractor, instantOf, Operator, seen, type Ctx } from '@berberis/sdk'
import { draftInvoice } from '../services/draft-invoice.js'
import { issueDocument } from '../services/issue-document.js'
import { placeOrder } from '../services/place-order.js'
import { createDocument } from '../services/save-document.js'
import { createOrder } from '../services/save-order.js'
import type { TypedLine } from '../typed-line.js'
import { loadProducts } from './products.js'
import { exampleInvoices, exampleOrders, type ExampleInvoice, type ExampleLine, type ExampleOrder } from './story.js'

interface About {
  /** T, a local day. */
  readonly day: string
  readonly products: ReadonlyMap<string, number>
  /** Cezary, who sells. */
  readonly ownerId: number | null
}

/** The sales of the example firm on day T: its catalogue, its orders, and its invoices in the order of their days. */
export async function loadExample(given: Ctx, { day }: { readonly day: string }): Promise<void> {
  const ctx = asSystem(given)
  const seller = await Operator.query(ctx.db).findOne({ login: 'cezary' })
  const about: About = { day, products: await loadProducts(ctx), ownerId: seller?.id ?? null }

  const orders = new Map<string, number>()
  for (const order of exampleOrders) orders.set(order.key, await loadOrder(ctx, order, about))
  for (const invoice of exampleInvoices) await loadInvoice(ctx, invoice, about, orders)
}

async function loadOrder(ctx: Ctx, { day, state, lines, ...rest }: ExampleOrder, about: About): Promise<number> {
  const on = onDay(ctx, addDays(about.day, day))
  const { id } = await createOrder(on, { ...(await partiesOf(on, rest, about)), lines: linesOf(lines, about) })
  if (state === 'placed') await placeOrder(on, id)
  return id
}

async function loadInvoice(
  ctx: Ctx,
  { day, order, lines = [], ...rest }: ExampleInvoice,
  about: About,
  orders: ReadonlyMap<string, number>,
): Promise<void> {
  const on = onDay(ctx, addDays(about.day, day))
  const ordered = order === undefined ? undefined : orders.get(order)
  const { id } =
    ordered === undefined
      ? await createDocument(on, { ...(await partiesOf(on, rest, about)), lines: linesOf(lines, about) })
      : await draftInvoice(on, ordered)
  await issueDocument(on, id)
}

/** The same work as it was done on another day, at ten in the morning. */
function onDay(ctx: Ctx, day: string): Ctx {
  return { ...ctx, today: () => day, now: () => instantOf(`${day}T10:00`, ctx.zone) }
}

async function partiesOf(ctx: Ctx, { taxId, about: name }: { taxId: string; about?: string }, { ownerId }: About) {
  const buyer = await seen(ctx, contractor).where({ taxId }).first()
  if (!buyer) throw new Error(`the example has no contractor with NIP ${taxId}`)
  const about =
    name === undefined ? undefined : await seen(ctx, caseEntity).where({ contractorId: buyer.id, name }).first()
  return { contractorId: buyer.id, caseId: about?.id ?? null, ownerId }
}

function linesOf(lines: readonly ExampleLine[], { products }: About): TypedLine[] {
  return lines.map(({ code, ...line }) => ({
    ...line,
    productId: code === undefined ? null : (products.get(code) ?? null),
  }))
}
