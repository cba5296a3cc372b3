import { formView, mustEdit, seenOne, type Ctx, type RefusedForm } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { cancellationForm } from '../forms/cancellation.js'
import { mustBeCancellable } from '../services/cancel-order.js'
import type { Pager } from './pager.js'

/** On which one says why an order is called off. Refused as the cancellation itself would be. */
export async function cancellationPage(ctx: Ctx, reply: Pager, id: number, refused?: RefusedForm): Promise<unknown> {
  const row = await seenOne(ctx, order, id)
  await mustEdit(ctx, order, row)
  await mustBeCancellable(ctx, row)
  const at = `/sales/orders/${id}`
  const form = await formView(ctx, cancellationForm, {
    refused,
    hidden: { version: String(row.version) },
    action: `${at}/cancellation`,
    cancel: at,
  })
  const title = ctx.t('sales.cancellation.of', { number: row.number ?? '' })
  const crumbs = [
    { label: ctx.t('sales.orders'), href: '/sales/orders' },
    { label: row.number ?? '', href: at },
    { label: ctx.t('sales.cancellation.new') },
  ]
  return reply.page('sales/cancellation', { ...form, heading: title }, { title, crumbs })
}
