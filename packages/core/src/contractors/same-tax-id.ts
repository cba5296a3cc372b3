import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { rowsOf, type Question } from '../entity/together.js'
import { parseTaxId } from '../identifiers/tax-id.js'
import { contractor, type Contractor } from './contractor.js'

const MOST = 5

/** One of several contractors under the same NIP. */
export interface Twin {
  readonly id: number
  readonly name: string
  readonly href: string
}

/**
 * Active contractors the reader may see under the same NIP, to be asked together with other things: a notice with links.
 * Null for what is no NIP, which nobody shares.
 */
export function twinsQuestion(ctx: Ctx, taxId: string | null, except?: number): Question<Contractor> | null {
  const parsed = taxId === null ? null : parseTaxId(taxId)
  if (parsed === null || 'error' in parsed) return null
  const query = seen(ctx, contractor).where({ tax_id: parsed.value }).whereNull('deactivated_at')
  if (except !== undefined) query.whereNot('id', except)

  return rowsOf(contractor, query, ['display_name_key', 'id'], MOST)
}

export function twinOf({ id, displayName }: Contractor): Twin {
  return { id, name: displayName, href: `/contractors/${id}` }
}
