import { coreSettings, Refusal, type Ctx } from '@berberis/sdk'
import type { Seller } from '../models/party.js'

/** Our own firm as it is today, to be frozen. `sales.no-seller` while the firm has no name or address in the settings. */
export async function sellerOf(ctx: Ctx): Promise<Seller> {
  const firm = await ctx.settings('core', coreSettings)
  const town = [firm.firmPostalCode, firm.firmCity].filter(Boolean).join(' ')
  if (!firm.firmName || !town) throw new Refusal('sales.no-seller')

  return {
    name: firm.firmName,
    address: [firm.firmStreet, town].filter(Boolean),
    taxId: firm.firmTaxId || null,
    vatEuId: null,
    account: firm.firmAccount || null,
    bank: null,
  }
}
