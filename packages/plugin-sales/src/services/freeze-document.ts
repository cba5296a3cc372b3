import { addDays, decimalToMinor, type Ctx } from '@berberis/sdk'
import { splitPayment } from '../arithmetic/split-payment.js'
import type { ComputedDocument } from '../arithmetic/document.js'
import type { SalesDocument } from '../models/sales-document.js'
import { settings } from '../settings.js'
import type { Buyer } from './buyer-of.js'
import type { JudgedDocument } from './judge-document.js'
import { sellerOf } from './seller-of.js'

export interface Days {
  readonly issuedOn: string
  readonly soldOn: string
}

type Content = Pick<JudgedDocument, 'lines'> &
  Days & {
    /** Null while nothing of it can be computed: a draft is printed all the same, and comes to nothing. */
    readonly computed: ComputedDocument | null
    readonly buyer: Buyer
  }

/**
 * What stands on a document for ever beside its lines: both sides, days, totals and marks; the same for the issue and for a
 * draft's print, which shows what would. Split payment is set when the law demands it and kept when it was asked for; it
 * cannot be taken off. `sales.no-seller`.
 */
export async function freezeDocument(
  ctx: Ctx,
  draft: SalesDocument,
  { lines, computed, issuedOn, soldOn, buyer }: Content,
) {
  const seller = await sellerOf(ctx)
  const { net, tax, gross } = computed?.total ?? { net: '0.00', tax: '0.00', gross: '0.00' }
  const { required } = splitPayment({
    gross,
    currency: draft.currency,
    annex15: lines.some(({ annex15 }) => annex15),
    sellerTaxpayer: seller.taxId !== null,
    buyerTaxpayer: buyer.taxpayer,
  })
  const { paymentDays } = await ctx.settings('sales', settings)

  return {
    parties: {
      seller,
      buyer: buyer.party,
      exemptions: exemptionsOf(lines),
    },
    fields: {
      issuedOn,
      soldOn,
      dueOn: addDays(issuedOn, draft.paymentDays ?? paymentDays),
      splitPayment: required || Boolean(draft.splitPayment),
      netMinor: decimalToMinor(net),
      taxMinor: decimalToMinor(tax),
      grossMinor: decimalToMinor(gross),
      dueMinor: decimalToMinor(computed?.due ?? '0.00'),
    },
  }
}

/** Why lines are exempt from VAT, each reason once. */
function exemptionsOf(lines: JudgedDocument['lines']): string[] {
  return [...new Set(lines.flatMap(({ exemptionBasis }) => exemptionBasis ?? []))]
}
