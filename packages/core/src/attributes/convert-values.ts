import type { Ctx } from '../ctx.js'
import type { AttributeType } from './attribute-type.js'
import { valueRows } from './value-rows.js'

const BATCH = 500

interface Row {
  readonly record_id: number
  readonly value: string
}

/**
 * Writes single values that were kept as text anew, as their attribute's kind has them now: texts, or the items of `keys`
 * (by the text). Five hundred records a statement, by the primary key.
 */
export async function convertValues(ctx: Ctx, type: AttributeType, keys: ReadonlyMap<string, string>): Promise<void> {
  for (let last = 0; ;) {
    const rows = await ctx
      .db('core_attribute_value')
      .where({ type_id: type.id, position: 0 })
      .where('record_id', '>', last)
      .whereNotNull('value')
      .whereNull('item_id')
      .orderBy('record_id')
      .limit(BATCH)
      .select<Row[]>('record_id', 'value')
    const next = rows.at(-1)
    if (!next) return
    const converted = rows.flatMap(({ record_id, value }) =>
      valueRows(type, keys.get(value) ?? value).map((row) => ({ record_id, ...row })),
    )
    await ctx
      .db('core_attribute_value')
      .insert(converted)
      .onConflict(['record_id', 'type_id', 'position'])
      .merge(['item_id', 'value', 'sort_key', 'folded'])
    last = next.record_id
  }
}
