import { refuseFields, type Ctx } from '@berberis/sdk'
import { Product } from '../models/product.js'

/** `sales.withdrawn-product` for every line whose product was withdrawn since the line was typed. */
export async function refuseWithdrawn(
  ctx: Ctx,
  lines: readonly { readonly productId: number | null }[],
): Promise<void> {
  const ids = lines.flatMap(({ productId }) => productId ?? [])
  if (ids.length === 0) return
  const gone = await Product.query(ctx.db).findByIds(ids).whereNotNull('withdrawnAt')
  if (gone.length === 0) return

  const names = new Map(gone.map(({ id, namePl }) => [id, namePl]))
  throw refuseFields(
    lines.flatMap(({ productId }, at) => {
      const name = productId === null ? undefined : names.get(productId)
      return name === undefined
        ? []
        : [{ path: `lines.${at}.productId`, code: 'sales.withdrawn-product', params: { name } }]
    }),
  )
}
