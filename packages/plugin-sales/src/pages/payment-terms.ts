import { formatDay, formatIban, type Ctx } from '@berberis/sdk'
import type { PaymentMethod } from '../models/sales-document.js'

interface Terms {
  readonly paymentMethod: PaymentMethod
  /** Local day; null until the document is issued. */
  readonly dueOn?: string | null
  readonly paymentDays?: number | null | undefined
  readonly splitPayment?: boolean | undefined
  /** Ours, as the seller's side of the document froze it. */
  readonly account?: string | null | undefined
}

/** By when and how a document is paid, and to which account of ours: lines below the amount due. */
export function paymentTerms(ctx: Ctx, { paymentMethod, dueOn, paymentDays, splitPayment, account }: Terms): string[] {
  const days = paymentDays == null ? '' : ctx.t('sales.sum.days', { count: paymentDays })
  const by = dueOn ? ctx.t('sales.sum.day', { day: formatDay(dueOn, ctx.locale) }) : days
  const method = ctx.t(`sales.document.paymentMethod.${paymentMethod}`)
  const split = splitPayment ? ctx.t('sales.sum.split-payment') : ''
  const terms = [by, method, split].filter((text) => text !== '').join(', ')
  if (!account || paymentMethod !== 'transfer') return [terms]

  // It may be too long for one line of a narrow card.
  return [terms, ctx.t('sales.sum.account', { account: formatIban(account).replaceAll('\u00a0', ' ') })]
}
