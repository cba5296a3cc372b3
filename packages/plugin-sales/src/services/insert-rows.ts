import type { Ctx, ModelClass, Model } from '@berberis/sdk'

const AT_ONCE = 100

/** Inner rows of a record, by the hundred; names as in the model. */
export async function insertRows<M extends Model>(
  ctx: Ctx,
  model: ModelClass<M>,
  rows: readonly Omit<Partial<M>, keyof Model>[],
): Promise<void> {
  const toColumns = model.columnNameMappers
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE).map((row) => toColumns.format(row as Record<string, unknown>))
    await ctx.db(model.tableName).insert(some)
  }
}
