import { create, decimalToMinor, Refusal, save, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import type { OrderInput } from '../inputs.js'
import type { Order } from '../models/order.js'
import { OrderLine } from '../models/order-line.js'
import { toMicro } from '../quantity.js'
import type { TypedLine } from '../typed-line.js'
import { checkCase } from './check-case.js'
import { computeLines } from './compute-lines.js'
import { definedOf } from './defined-of.js'
import { editableOrder } from './editable-order.js'
import { insertRows } from './insert-rows.js'
import { readDiscount, sayTo } from './read-line.js'
import { replaceLines } from './replace-lines.js'
import { resolveLines, type ResolvedLine } from './resolve-lines.js'
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
    save(ctx, order, id, { ...definedOf(given), ...judged.values, version }),
  )
  await replaceLines(
    ctx,
    { of: order, before, saved },
    { model: OrderLine, parent: { orderId: id }, had, rows: judged.rows(id) },
  )
  return saved
}

type Judged = Pick<OrderInput, 'contractorId' | 'discount'> & {
  readonly method: Order['method']
  readonly day: string
  readonly caseId: number | null
  readonly lines: readonly TypedLine[]
}

async function judge(ctx: Ctx, { contractorId, caseId, method, day, discount: typedDiscount, lines: typed }: Judged) {
  const { lines, refusals } = await resolveLines(ctx, typed, { method, taxDay: day, language: 'pl' })
  refusals.push(...(await checkCase(ctx, caseId, contractorId)))
  const discount = readDiscount(typedDiscount ?? null, sayTo(refusals)) ?? null
  const sums = computeLines(lines, { method, vatRounding: 'perRate', currency: 'PLN', discount })
  if ('refusals' in sums) refusals.push(...sums.refusals)

  const total = 'computed' in sums ? sums.computed.total : { net: '0.00', tax: '0.00', gross: '0.00' }
  return {
    refusals,
    values: {
      method,
      discountType: discount?.type ?? null,
      discountValue: discount?.value ?? null,
      netMinor: decimalToMinor(total.net),
      taxMinor: decimalToMinor(total.tax),
      grossMinor: decimalToMinor(total.gross),
    },
    rows: (orderId: number) =>
      'computed' in sums ? lines.map((line, i) => lineRow(orderId, i, line, sums.computed)) : [],
  }
}

function lineRow(orderId: number, index: number, line: ResolvedLine, computed: { lines: readonly Amounts[] }) {
  const amounts = computed.lines[index]
  if (!amounts) throw new RangeError(`no amounts of line ${index}`)
  return {
    orderId,
    position: index + 1,
    productId: line.productId,
    name: line.name,
    qty: toMicro(line.qty),
    invoicedQty: 0,
    unit: line.unit,
    unitPrice: line.unitPrice,
    discountType: line.discount?.type ?? null,
    discountValue: line.discount?.value ?? null,
    vatRate: line.vatRate,
    valueMinor: decimalToMinor(amounts.value),
    lineDiscountMinor: decimalToMinor(amounts.lineDiscount),
    documentShareMinor: decimalToMinor(amounts.documentDiscount),
    totalMinor: decimalToMinor(amounts.total),
  }
}

interface Amounts {
  readonly value: string
  readonly lineDiscount: string
  readonly documentDiscount: string
  readonly total: string
}
