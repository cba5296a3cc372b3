import { create, decimalToMinor, Refusal, save, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import type { OrderInput } from '../inputs.js'
import type { Order } from '../models/order.js'
import { OrderLine } from '../models/order-line.js'
import type { TypedLine } from '../typed-line.js'
import { checkCase } from './check-case.js'
import { definedOf } from './defined-of.js'
import { editableOrder } from './editable-order.js'
import { insertRows } from './insert-rows.js'
import { judgeDocument } from './judge-document.js'
import { lineRows } from './line-rows.js'
import { replaceLines } from './replace-lines.js'
import { together } from './together.js'
import { discountOf, typedOrderLine } from './typed-again.js'

/** Writes a new draft of an order with its lines. All refusals at once: `lines.0.qty`, `contractorId` … */
export async function createOrder(ctx: Ctx, input: OrderInput): Promise<Order> {
  const { method = 'net', day = ctx.today(), ownerId = ctx.operator?.id ?? null, caseId = null } = input
  const judged = await judge(ctx, { ...input, method, day, caseId, lines: input.lines ?? [] })
  const made = await together(judged.refusals, async () =>
    create(ctx, order, {
      day,
      contractorId: input.contractorId,
      caseId,
      ownerId,
      note: input.note ?? null,
      ...judged.values,
    }),
  )
  await insertRows(ctx, OrderLine, judged.rows(made.id))
  return made
}

/**
 * Writes a draft anew; fields left out stay, `lines` given are all of them. A placed or cancelled one is refused with
 * `sales.order-placed`; a stale `version` is 409 `core.conflict`.
 */
export async function saveOrder(ctx: Ctx, id: number, input: OrderInput): Promise<Order> {
  const before = await editableOrder(ctx, id)
  if (before.state !== 'draft') throw new Refusal('sales.order-placed')
  const { lines: typed, discount: _, version, ...given } = input
  const had = await OrderLine.of(ctx, id)
  const lines = typed ?? had.map(typedOrderLine)
  const discount = input.discount === undefined ? discountOf(before) : input.discount
  const judged = await judge(ctx, { ...before, ...definedOf(given), discount, lines })

  const saved = await together(judged.refusals, async () =>
    // Lines and sums only make sense with the head they were judged with.
    save(ctx, order, id, { ...definedOf(given), ...judged.values, version }, { merge: false }),
  )
  await replaceLines(
    ctx,
    { of: order, before, saved },
    { model: OrderLine, parent: { orderId: id }, had, rows: judged.rows(id) },
  )
  return saved
}

type Judged = Pick<OrderInput, 'contractorId'> & {
  readonly method: Order['method']
  readonly day: string
  readonly caseId: number | null
  readonly discount?: OrderInput['discount']
  readonly lines: readonly TypedLine[]
}

/** As an invoice of that day would be, so that an order promises what its invoice will say. */
async function judge(ctx: Ctx, { contractorId, caseId, method, day, discount = null, lines }: Judged) {
  const about = { method, vatRounding: 'perRate', language: 'pl', issuedOn: day, soldOn: null, orderId: null } as const
  const judged = await judgeDocument(ctx, { ...about, discount, lines })
  judged.refusals.push(...(await checkCase(ctx, caseId, contractorId)))
  const total = judged.computed?.total ?? { net: '0.00', tax: '0.00', gross: '0.00' }

  return {
    refusals: judged.refusals,
    values: {
      method,
      discountType: judged.discount?.type ?? null,
      discountValue: judged.discount?.value ?? null,
      netMinor: decimalToMinor(total.net),
      taxMinor: decimalToMinor(total.tax),
      grossMinor: decimalToMinor(total.gross),
    },
    rows: (orderId: number) => lineRows(judged).map((row) => ({ ...row, orderId, invoicedQty: 0 })),
  }
}
