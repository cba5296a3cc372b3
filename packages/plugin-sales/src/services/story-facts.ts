import { formatAmount, seen, type Ctx, type StoryFact } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { may } from '../permissions.js'

/** Currencies that one head of a story names. */
const MOST = 5

/** Listener of `core.case-story`: what was invoiced in the case until a day, gross by currency, of what the reader may see. */
export async function storyFacts(
  ctx: Ctx,
  { case: { id }, day }: { case: { id: number }; day: string },
): Promise<readonly StoryFact[]> {
  if (!ctx.can(may.readDocuments)) return []
  const sums: unknown = await seen(ctx, salesDocument)
    .where({ caseId: id, state: 'issued' })
    .where('issuedOn', '<=', day)
    .groupBy('currency')
    .orderBy('currency')
    .limit(MOST)
    .select('currency')
    .sum('grossMinor as sum')
  const found = sums as readonly { currency: string; sum: string | number }[]
  if (found.length === 0) return []
  const value = found.map(({ currency, sum }) => formatAmount(Number(sum), currency, ctx.locale)).join(' · ')

  return [{ label: ctx.t('sales.story.invoiced'), value }]
}
