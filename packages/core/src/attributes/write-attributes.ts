import type { Ctx } from '../ctx.js'
import { insertMany, inParts } from '../db/bulk.js'
import { isUniqueViolation } from '../db/writing.js'
import type { Entity } from '../plugin/entity.js'
import { refuseFields } from '../plugin/refusal.js'
import type { AttributeType } from './attribute-type.js'
import { attributeTypes } from './attribute-types.js'
import type { Attributes } from './attributes-of.js'
import { notUnique, uniqueForm } from './double-values.js'
import type { JudgedAttributes } from './judge-attributes.js'
import { valueRows } from './value-rows.js'

/**
 * Writes the attributes that changed: out with the old rows, in with the new ones, two statements at most and two for
 * unique ones. `core.attribute-not-unique` when somebody was faster with the same value.
 */
export async function writeAttributes(
  ctx: Ctx,
  id: number,
  { after, changed }: Pick<JudgedAttributes, 'after' | 'changed'>,
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
  await holdUnique(ctx, id, { after, changed: changed.filter(({ unique }) => unique) }, isNew)
}

/** The rows that keep unique values from being had twice. */
async function holdUnique(
  ctx: Ctx,
  id: number,
  { after, changed }: { readonly after: Attributes; readonly changed: readonly AttributeType[] },
  isNew: boolean,
): Promise<void> {
  if (changed.length === 0) return
  if (!isNew) {
    const types = changed.map((type) => type.id)
    await ctx.db('core_attribute_unique').where('record_id', id).whereIn('type_id', types).delete()
  }
  const filled = changed.filter(({ key }) => (after[key] ?? null) !== null)
  try {
    await insertMany(
      ctx.db,
      'core_attribute_unique',
      filled.map((type) => ({ type_id: type.id, record_id: id, value: uniqueForm(after[type.key]) })),
    )
  } catch (error) {
    throw isUniqueViolation(error) ? refuseFields(filled.map((type) => notUnique(ctx, type, null))) : error
  }
}

/** Takes every attribute value of these records away, those of archived types and of other roles' too. */
export async function dropAttributes(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<void> {
  const types = (await attributeTypes(ctx, entity, { archived: true, hidden: true })).map((type) => type.id)
  if (types.length === 0) return
  for (const part of inParts(ids)) {
    await ctx.db('core_attribute_value').whereIn('record_id', part).whereIn('type_id', types).delete()
    await ctx.db('core_attribute_unique').whereIn('record_id', part).whereIn('type_id', types).delete()
  }
}
