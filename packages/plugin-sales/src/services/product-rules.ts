import type { Change, Ctx, FieldRefusal } from '@berberis/sdk'
import { isEan } from '../ean.js'
import { Product } from '../models/product.js'

/**
 * What must hold of a product besides its fields: its code is nobody else's among those sold, its EAN has the right
 * check digit, its price is not negative. `sales.code-taken`, `sales.bad-ean`, `sales.bad-price`.
 */
export async function productRules(ctx: Ctx, { before, after }: Change): Promise<readonly FieldRefusal[]> {
  const refusals: FieldRefusal[] = []
  const withdrawn = after.withdrawnAt != null
  if (!withdrawn && (await codeTaken(ctx, after.code, before?.id))) {
    refusals.push({ path: 'code', code: 'sales.code-taken' })
  }
  if (typeof after.ean === 'string' && !isEan(after.ean)) refusals.push({ path: 'ean', code: 'sales.bad-ean' })
  if (typeof after.price === 'string' && after.price.startsWith('-')) {
    refusals.push({ path: 'price', code: 'sales.bad-price' })
  }
  return refusals
}

async function codeTaken(ctx: Ctx, code: unknown, id: unknown): Promise<boolean> {
  if (typeof code !== 'string') return false
  const twin = await Product.query(ctx.db).findOne({ codeInUse: code })
  return twin !== undefined && twin.id !== id
}
