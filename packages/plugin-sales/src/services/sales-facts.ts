import { addDays, formatAmount, seen, type ContractorFact, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { salesDocument } from '../entities/sales-document.js'
import { may } from '../permissions.js'

/** Days of a turnover of twelve months. */
const YEAR = 365

/** Listener of `core.contractor-facts`: net turnover of twelve months and open orders, of what the reader may see. */
export async function salesFacts(
  ctx: Ctx,
  { contractorId }: { contractorId: number },
): Promise<readonly ContractorFact[]> {
  return [...(await turnover(ctx, contractorId)), ...(await openOrders(ctx, contractorId))]
}

async function turnover(ctx: Ctx, contractorId: number): Promise<ContractorFact[]> {
  if (!ctx.can(may.readDocuments)) return []
  const net = await sumOf(
    seen(ctx, salesDocument)
      .where({ contractorId, state: 'issued' })
      .where('issuedOn', '>', addDays(ctx.today(), -YEAR))
      .sum('netMinor as sum'),
  )
  return [{ label: ctx.t('sales.fact.turnover'), value: formatAmount(net, 'PLN', ctx.locale) }]
}

async function openOrders(ctx: Ctx, contractorId: number): Promise<ContractorFact[]> {
  if (!ctx.can(may.readOrders)) return []
  const open = await seen(ctx, order)
    .where({ contractorId, state: 'placed' })
    .whereNot('invoicing', 'whole')
    .resultSize()
  const href = `/sales/orders?contractor=${contractorId}&state=placed`
  return [{ label: ctx.t('sales.fact.open-orders'), value: String(open), href }]
}

/** What a query for one sum found; nothing summed is nothing. */
export async function sumOf(query: PromiseLike<readonly unknown[]>): Promise<number> {
  const [row] = (await query) as readonly { sum?: unknown }[]
  return Number(row?.sum ?? 0)
}
