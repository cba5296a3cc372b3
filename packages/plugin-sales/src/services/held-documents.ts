import type { Ctx, LegalHold, Subject } from '@berberis/sdk'
import { SalesDocument } from '../models/sales-document.js'

/** Whole years after the one in which the tax of a document is due: the tax code, article 86 with article 70 § 1. */
const YEARS = 5

/**
 * Listener of `core.legal-holds`: issued documents bear their buyer for as long as tax may be asked for – five years after
 * the end of the year in which it was due, which for a document of December is the next one. Whoever erases learns how many
 * there are, whether he may read them or not.
 */
export async function heldDocuments(ctx: Ctx, { entity, id }: Subject): Promise<readonly LegalHold[]> {
  if (entity !== 'core.contractor') return []
  const rows: unknown = await SalesDocument.query(ctx.db)
    .where({ contractorId: id, state: 'issued' })
    .count('id as n')
    .max('issuedOn as last')
  const [row] = rows as readonly { n: number | string; last: string | null }[]
  if (!row?.last) return []
  const year = Number(row.last.slice(0, 4)) + 1 + YEARS

  return [
    {
      label: ctx.t('sales.held.documents', { count: Number(row.n) }),
      reason: ctx.t('sales.held.reason'),
      until: `${year}-12-31`,
      href: `/sales/documents?contractor=${id}`,
    },
  ]
}
