import { contractor, formatTaxId, seen, type Ctx, type PropertyView } from '@berberis/sdk'
import type { Party } from '../models/party.js'
import { partyOf } from '../services/buyer-of.js'

/** Who would be the buyer now, as a card of the editor; nothing while none is chosen, or none that one may see. */
export async function buyerRows(ctx: Ctx, contractorId: unknown): Promise<PropertyView[]> {
  const id = Number(contractorId)
  const found = Number.isSafeInteger(id) && id > 0 ? await seen(ctx, contractor).findById(id) : undefined
  return found ? partyRows(ctx, await partyOf(ctx, found)) : []
}

/** A side of a document as rows of a card, its name a link to `href`; what it does not have is left out. */
export function partyRows(ctx: Ctx, party: Party | null, href: string | null = null): PropertyView[] {
  return [
    { ...row(ctx.t('sales.buyer.name'), party?.name), href },
    row(ctx.t('sales.buyer.taxId'), party?.taxId && formatTaxId(party.taxId)),
    row(ctx.t('sales.buyer.vatEuId'), party?.vatEuId),
    row(ctx.t('sales.buyer.address'), party?.address.join(', ')),
  ].filter(({ text }) => text !== '')
}

function row(label: string, text: string | null | undefined): PropertyView {
  return { label, text: text ?? '', href: null, tags: null, person: false }
}
