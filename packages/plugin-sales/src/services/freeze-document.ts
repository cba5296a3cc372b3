import { addDays, decimalToMinor, type Ctx } from '@berberis/sdk'
import { splitPayment } from '../arithmetic/split-payment.js'
import type { ComputedDocument } from '../arithmetic/document.js'
import type { SalesDocument } from '../models/sales-document.js'
import { settings } from '../settings.js'
import { buyerOf } from './buyer-of.js'
import type { JudgedDocument } from './judge-document.js'
import { sellerOf } from './seller-of.js'

export interface Days {
  readonly issuedOn: string
  readonly soldOn: string
}

/**
 * What stands on a document for ever beside its lines: both sides, days, totals and marks. Split payment is set when the
 * law demands it and kept when it was asked for; it cannot be taken off.
 */
export async function freezeDocument(
  ctx: Ctx,
  draft: SalesDocument,
  { lines, computed, issuedOn, soldOn }: { computed: ComputedDocument } & Pick<JudgedDocument, 'lines'> & Days,
) {
  const seller = await sellerOf(ctx)
  const { party: buyer, taxpayer } = await buyerOf(ctx, draft.contractorId)
  const { required } = splitPayment({
    gross: computed.total.gross,
    currency: draft.currency,
    annex15: lines.some(({ annex15 }) => annex15),
    sellerTaxpayer: seller.taxId !== null,
    buyerTaxpayer: taxpayer,
  })
  const { paymentDays } = await ctx.settings('sales', settings)

  return {
    parties: {
      seller,
      buyer,
      exemptions: exemptionsOf(lines),
    },
    fields: {
      issuedOn,
      soldOn,
      dueOn: addDays(issuedOn, draft.paymentDays ?? paymentDays),
      splitPayment: required || Boolean(draft.splitPayment),
      netMinor: decimalToMinor(computed.total.net),
      taxMinor: decimalToMinor(computed.total.tax),
      grossMinor: decimalToMinor(computed.total.gross),
      dueMinor: decimalToMinor(computed.due),
    },
  }
}

/** Why lines are exempt from VAT, each reason once. */
export function exemptionsOf(lines: JudgedDocument['lines']): string[] {
  return [...new Set(lines.flatMap(({ exemptionBasis }) => exemptionBasis ?? []))]
}
