import type { Ctx } from '@berberis/sdk'
import { may } from '../permissions.js'

/** What is asked before a document is issued, grosze: one that comes to nothing may be meant, or may lack its prices. */
export function issueQuestion(ctx: Ctx, { grossMinor, lines }: { grossMinor: number; lines: readonly unknown[] }) {
  return lines.length > 0 && grossMinor === 0 ? ctx.t('sales.document.issue.ask') : null
}

/** The button that issues what the editor holds, a new document or the draft `id`; null for who may not. */
export function issueOf(ctx: Ctx, id: number | null, ask: string | null) {
  return ctx.can(may.issueInvoices) ? { href: `/sales/documents${id === null ? '' : `/${id}`}/issue`, ask } : null
}
