import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import { attributeTypes } from './attribute-types.js'
import type { JudgedAttributes } from './judge-attributes.js'
import { valueRows } from './value-rows.js'

/** Writes the attributes that changed: out with the old rows, in with the new ones, two statements at most. */
export async function writeAttributes(
  ctx: Ctx,
  id: number,
  { after, changed }: JudgedAttributes,
  isNew: boolean,
): Promise<void> {
  if (changed.length === 0) return
  if (!isNew) {
    const types = changed.map((type) => type.id)
    await ctx.db('core_attribute_value').where('record_id', id).whereIn('type_id', types).delete()
  }
  const rows = changed.flatMap((type) => valueRows(type, after[type.key]))
  await insertMany(
    ctx.db,
    'core_attribute_value',
    rows.map((row) => ({ record_id: id, ...row })),
  )
}

/** Takes every attribute value of a record away, those of archived types too. */
export async function dropAttributes(ctx: Ctx, entity: Entity, id: number): Promise<void> {
  const types = await attributeTypes(ctx, entity, { archived: true })
  if (types.length === 0) return
  await ctx
    .db('core_attribute_value')
    .where('record_id', id)
    .whereIn(
      'type_id',
      types.map((type) => type.id),
    )
    .delete()
}
