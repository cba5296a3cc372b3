import { seen, type Ctx } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'
import { sumOf } from './sales-facts.js'

/** What was invoiced since the first of the month, net in grosze, and in how many documents; of what the reader may see. */
export async function monthOfSales(ctx: Ctx): Promise<{ netMinor: number; count: number; from: string }> {
  const from = `${ctx.today().slice(0, 7)}-01`
  const issued = () => seen(ctx, salesDocument).where({ state: 'issued' }).where('issuedOn', '>=', from)
  return { netMinor: await sumOf(issued().sum('netMinor as sum')), count: await issued().resultSize(), from }
}
