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
  const asked = [...(ctx.can(may.readDocuments) ? [turnover] : []), ...(ctx.can(may.readOrders) ? [openOrders] : [])]
  if (asked.length === 0) return []
  const facts = asked.map((fact) => fact(ctx, contractorId))
  const [found] = (await ctx.db.select(...facts.map(({ query }) => query))) as readonly Record<string, unknown>[]

  return facts.map(({ name, fact }) => fact(Number(found?.[name] ?? 0)))
}

function turnover(ctx: Ctx, contractorId: number) {
  const query = seen(ctx, salesDocument)
    .where({ contractorId, state: 'issued' })
    .where('issuedOn', '>', addDays(ctx.today(), -YEAR))
    .sum('netMinor')
  const fact = (net: number): ContractorFact => ({
    label: ctx.t('sales.fact.turnover'),
    value: formatAmount(net, 'PLN', ctx.locale),
  })
  return { name: 'net', query: query.toKnexQuery().as('net'), fact }
}

function openOrders(ctx: Ctx, contractorId: number) {
  const query = seen(ctx, order).where({ contractorId, state: 'placed' }).whereNot('invoicing', 'whole').count()
  const href = `/sales/orders?contractor=${contractorId}&state=placed`
  const fact = (open: number): ContractorFact => ({
    label: ctx.t('sales.fact.open-orders'),
    value: String(open),
    href,
  })
  return { name: 'open', query: query.toKnexQuery().as('open'), fact }
}

/** What a query for one sum found; nothing summed is nothing. */
export async function sumOf(query: PromiseLike<readonly unknown[]>): Promise<number> {
  const [row] = (await query) as readonly { sum?: unknown }[]
  return Number(row?.sum ?? 0)
}
