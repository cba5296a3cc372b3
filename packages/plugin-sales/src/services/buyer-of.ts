import { Address, Contractor, notFound, refuseFields, type Ctx } from '@berberis/sdk'
import type { Party } from '../models/party.js'

/** The other side of a document, and whether the law takes it for a taxpayer. */
export interface Buyer {
  readonly party: Party
  /** A company, or a person who has a NIP. */
  readonly taxpayer: boolean
}

/**
 * The contractor as he is today, to be frozen. A company is a taxpayer and needs its NIP, or the VAT number of its
 * country: `sales.no-buyer-tax-id`. A person without one is a consumer.
 */
export async function buyerOf(ctx: Ctx, contractorId: number): Promise<Buyer> {
  const contractor = await found(ctx, contractorId)
  if (contractor.kind === 'company' && !contractor.taxId && !contractor.vatEuId) {
    throw refuseFields([{ path: 'contractorId', code: 'sales.no-buyer-tax-id', params: { name: contractor.fullName } }])
  }
  return buyerToday(ctx, contractor)
}

/** The same for a print of a draft: what is still missing of him is told when the document is issued. */
export async function draftBuyerOf(ctx: Ctx, contractorId: number): Promise<Buyer> {
  return buyerToday(ctx, await found(ctx, contractorId))
}

async function found(ctx: Ctx, contractorId: number): Promise<Contractor> {
  const contractor = await Contractor.query(ctx.db).findById(contractorId)
  if (!contractor) throw notFound()
  return contractor
}

async function buyerToday(ctx: Ctx, contractor: Contractor): Promise<Buyer> {
  const { kind, taxId } = contractor
  return { party: await partyOf(ctx, contractor), taxpayer: kind === 'company' || taxId !== null }
}

/** Name, seat (or the first address) and numbers; a draft shows them before they are frozen. */
export async function partyOf(ctx: Ctx, contractor: Contractor): Promise<Party> {
  const addresses = await Address.query(ctx.db).where('contractorId', contractor.id).orderBy('id')
  const address = addresses.find(({ kind }) => kind === 'seat') ?? addresses[0]
  const lines = address ? [address.lines, [address.postalCode, address.city].filter(Boolean).join(' ')] : []

  return {
    name: contractor.fullName,
    address: lines.filter((line) => line !== ''),
    taxId: contractor.taxId,
    vatEuId: contractor.vatEuId,
    country: contractor.country,
  }
}
