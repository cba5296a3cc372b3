import { mustEdit, seenOne, type Ctx, type RefusedForm } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { orderForm } from '../forms/order.js'
import type { OrderInput } from '../inputs.js'
import { OrderLine } from '../models/order-line.js'
import type { Order } from '../models/order.js'
import { discountOf } from '../services/typed-again.js'
import { calculationHead, editorView, mustBeDraft, refusedDiscount, type Values } from './editor.js'
import { keptLines, refusedLines, typedLines } from './editor-lines.js'
import type { Pager } from './pager.js'

export interface Editing<Input> {
  /** The draft that is being written; none when it is new. */
  readonly id?: number
  /** What the link that leads here knows. */
  readonly given?: { readonly contractor?: number; readonly case?: number }
  /** Sent and refused: shown with everything typed. */
  readonly refused?: RefusedForm
  /** Sent to be computed only, by a browser without scripts. */
  readonly typed?: Partial<Input>
}

/** The page on which an order is written. 404 and 403 as for a save. Of one that stands: on to its
 * page, for whoever goes back; `sales.order-placed` when a change of it was sent. */
export async function orderEditor(ctx: Ctx, reply: Pager, editing: Editing<OrderInput>): Promise<unknown> {
  const { id, refused } = editing
  const row = id === undefined ? null : await seenOne(ctx, order, id)
  if (row) {
    await mustEdit(ctx, order, row)
    if (row.state !== 'draft' && (!refused || refused.draft)) return reply.saved({}, `/sales/orders/${row.id}`)
    mustBeDraft(row, 'sales.order-placed')
  }
  const source = await sourceOf(ctx, row, editing)
  const at = row ? `/sales/orders/${row.id}` : '/sales/orders'
  const title = ctx.t(row ? 'sales.order.edit' : 'sales.order.new')
  const view = await editorView(ctx, {
    form: orderForm,
    ...source,
    head: { ...calculationHead(source.values), orderId: null },
    action: at,
    cancel: at,
    calculation: `/sales/orders/calculation${row ? `?order=${row.id}` : ''}`,
    version: row?.version ?? null,
    refused,
  })
  const crumbs = [{ label: ctx.t('sales.orders'), href: '/sales/orders' }, { label: title }]
  return reply.page(
    'sales/editor',
    { ...view, heading: title, sub: ctx.t('sales.order.editor.sub'), issue: null, preview: null },
    { title, crumbs },
  )
}

async function sourceOf(ctx: Ctx, row: Order | null, { given, refused, typed }: Editing<OrderInput>) {
  if (refused) {
    const { values } = refused
    return { values, lines: refusedLines(values), discount: refusedDiscount(values) }
  }
  if (typed) return { values: typed as Values, lines: typedLines(typed.lines ?? []), discount: typed.discount ?? null }
  if (row) {
    return {
      values: row.toJSON() as Values,
      lines: keptLines(ctx, await OrderLine.of(ctx, row.id)),
      discount: discountOf(row),
    }
  }
  const values: Values = {
    contractorId: given?.contractor,
    caseId: given?.case,
    day: ctx.today(),
    method: 'net',
    ownerId: ctx.operator?.id,
  }
  return { values, lines: [], discount: null }
}
