import type { Ctx } from '../ctx.js'
import { may } from '../permissions.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import { attributeTypes, type AttributeType } from './attribute-types.js'
import { attributableOf, currentType } from './find-type.js'
import { touchType } from './touch-type.js'

export interface AttributeTypeGiven {
  readonly version: number | undefined
  readonly labelPl?: string
  readonly labelEn?: string | null
  readonly required?: boolean
  readonly width?: number
  /** From 1; the others close up. */
  readonly position?: number
}

/** Renames, moves or otherwise changes an attribute; its key and kind stay. Needs `core.manage-attributes`; 428, 409. */
export async function saveAttributeType(
  ctx: Ctx,
  id: number,
  { version, position, ...given }: AttributeTypeGiven,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, id, version)
  if (given.labelPl !== undefined && normalText(given.labelPl) === '')
    throw refuseFields([{ path: 'labelPl', code: 'core.required' }])

  const columns = {
    ...(given.labelPl !== undefined && { label_pl: normalText(given.labelPl) }),
    ...(given.labelEn !== undefined && { label_en: given.labelEn ? normalText(given.labelEn) : null }),
    ...(given.required !== undefined && { required: given.required }),
    ...(given.width !== undefined && { width: given.width }),
  }
  if (position !== undefined) await move(ctx, type, position)
  const before = {
    labelPl: type.labels.pl,
    labelEn: type.labels.en,
    required: type.required,
    width: type.width,
    position: type.position,
  }
  const changes = Object.entries({ ...given, ...(position !== undefined && { position }) })
    .map(([field, after]) => ({ field, before: before[field as keyof typeof before], after }))
    .filter((change) => change.before !== change.after)

  return touchType(ctx, type, { columns, action: 'changed', changes })
}

/** Hides an attribute, keeping its values, or shows it again. */
export async function archiveAttributeType(
  ctx: Ctx,
  id: number,
  { version, archived }: { version: number | undefined; archived: boolean },
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, id, version)
  return touchType(ctx, type, {
    columns: { archived_at: archived ? ctx.now() : null },
    action: archived ? 'archived' : 'restored',
    changes: [],
  })
}

/** Deletes an attribute that no record has (`core.attribute-in-use` with `count`) and no plugin declares (`core.attribute-system`). */
export async function deleteAttributeType(
  ctx: Ctx,
  id: number,
  { version }: { version: number | undefined },
): Promise<void> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, id, version)
  if (type.system) throw new Refusal('core.attribute-system')
  const count = await recordsWith(ctx, id)
  if (count > 0) throw new Refusal('core.attribute-in-use', { params: { count }, extra: { count } })

  await touchType(ctx, type, {
    action: 'removed',
    changes: [{ field: 'key', before: `${type.entity}.${type.key}`, after: null }],
  })
  await ctx.db('core_attribute_item').where('type_id', id).delete()
  await ctx.db('core_attribute_type').where({ id }).delete()
}

/** How many records have a value of an attribute. */
export async function recordsWith(ctx: Ctx, type: number): Promise<number> {
  const row = await ctx.db('core_attribute_value').where('type_id', type).countDistinct({ n: 'record_id' }).first()
  return Number(row?.n ?? 0)
}

async function move(ctx: Ctx, type: AttributeType, position: number): Promise<void> {
  const all = await attributeTypes(ctx, attributableOf(ctx, type.entity), { archived: true })
  const order = all.filter(({ id }) => id !== type.id)
  order.splice(Math.max(0, position - 1), 0, type)
  for (const [at, { id, position: old }] of order.entries()) {
    if (old !== at + 1)
      await ctx
        .db('core_attribute_type')
        .where({ id })
        .update({ position: at + 1 })
  }
}
