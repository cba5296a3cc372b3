import type { Ctx } from '@berberis/sdk'

/** What is asked before a document is issued, grosze: one that comes to nothing may be meant, or may lack its prices. */
export function issueQuestion(ctx: Ctx, { grossMinor, lines }: { grossMinor: number; lines: readonly unknown[] }) {
  return lines.length > 0 && grossMinor === 0 ? ctx.t('sales.document.issue.ask') : null
}
