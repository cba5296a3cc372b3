import { seen, type CaseSum, type CasesAsked, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { may } from '../permissions.js'

/** Currencies that are told of. */
const MOST = 5

/** Listener of `core.case-sums`: net turnover of the cases by currency, of the issued documents the reader may see. */
export async function caseTurnover(ctx: Ctx, { caseIds }: CasesAsked): Promise<readonly CaseSum[]> {
  if (!ctx.can(may.readDocuments)) return []
  const sums: unknown = await seen(ctx, salesDocument)
    .whereIn('caseId', caseIds())
    .where({ state: 'issued' })
    .groupBy('currency')
    .orderBy('currency')
    .limit(MOST)
    .select('currency')
    .sum('netMinor as sum')
  const found = sums as readonly { currency: string; sum: string | number }[]
  const told = found.length > 0 ? found : [{ currency: 'PLN', sum: 0 }]

  return told.map(({ currency, sum }) => ({ label: ctx.t('sales.case-turnover'), amountMinor: Number(sum), currency }))
}
