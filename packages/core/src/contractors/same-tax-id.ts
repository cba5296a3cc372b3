import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { parseTaxId } from '../identifiers/tax-id.js'
import { contractor } from './contractor.js'

const MOST = 5

/** Active contractors the reader may see under the same NIP: a notice with a link, never a block. */
export async function sameTaxId(
  ctx: Ctx,
  taxId: string | null,
  except?: number,
): Promise<readonly { id: number; name: string; href: string }[]> {
  const parsed = taxId === null ? null : parseTaxId(taxId)
  if (parsed === null || 'error' in parsed) return []
  const query = seen(ctx, contractor).where({ tax_id: parsed.value }).whereNull('deactivated_at')
  if (except !== undefined) query.whereNot('id', except)
  const rows = await query.orderBy('display_name_key').orderBy('id').limit(MOST)

  return rows.map(({ id, displayName }) => ({ id, name: displayName, href: `/contractors/${id}` }))
}
