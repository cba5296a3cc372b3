import { auditChange, type Ctx, type Entity, type Model, type ModelClass, type Recorded } from '@berberis/sdk'
import { fromMicro } from '../quantity.js'
import { insertRows } from './insert-rows.js'

/** What of a line somebody wrote, of an order or a document alike. */
interface Written {
  readonly productId: number | null
  readonly name: string
  readonly qty: number
  readonly unit: string
  readonly unitPrice: string
  readonly discountType: string | null
  readonly discountValue: string | null
  readonly vatRate: string
}

/**
 * Writes the lines of a draft anew. When what was written differs, the trail says how, and the version moves even if the
 * head stayed the same, so that nobody overwrites them unseen.
 */
export async function replaceLines<M extends Model & Written>(
  ctx: Ctx,
  { of, before, saved }: { of: Entity; before: Recorded; saved: Recorded },
  {
    model,
    parent,
    had,
    rows,
  }: {
    model: ModelClass<M>
    parent: Readonly<Record<string, number>>
    had: readonly M[]
    rows: readonly (Omit<Partial<M>, keyof Model> & Written)[]
  },
): Promise<void> {
  await model.query(ctx.db).delete().where(parent)
  await insertRows(ctx, model, rows)
  const changes = [{ field: 'lines', before: had.map(inWords), after: rows.map(inWords) }]
  if (JSON.stringify(changes[0]?.before) === JSON.stringify(changes[0]?.after)) return

  if (saved.version === before.version) {
    saved.version = before.version + 1
    await ctx.db(of.model.tableName).where({ id: before.id }).update({ version: saved.version })
  }
  const { id: record, version } = saved
  await auditChange(ctx, { entity: of.id, record, label: of.label(saved), action: 'changed', version, changes })
}

function inWords({ productId, name, qty, unit, unitPrice, discountType, discountValue, vatRate }: Written) {
  const discount = discountType && discountValue ? { discount: `${discountValue} ${discountType}` } : {}
  return { productId, name, qty: fromMicro(qty), unit, unitPrice, ...discount, vatRate }
}
