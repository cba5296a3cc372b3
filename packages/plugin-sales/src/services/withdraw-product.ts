import { save, seenOne, type Ctx } from '@berberis/sdk'
import { product } from '../entities/product.js'
import type { Product } from '../models/product.js'

/** No longer sold: gone from pickers and new documents, still on old ones. Its code is free for another. */
export async function withdrawProduct(ctx: Ctx, id: number): Promise<Product> {
  const { version, withdrawnAt } = await seenOne(ctx, product, id)
  return save(ctx, product, id, { version, withdrawnAt: withdrawnAt ?? ctx.now() })
}

/** Sold again; refused with `sales.code-taken` when another product has its code by now. */
export async function restoreProduct(ctx: Ctx, id: number): Promise<Product> {
  const { version } = await seenOne(ctx, product, id)
  return save(ctx, product, id, { version, withdrawnAt: null })
}
