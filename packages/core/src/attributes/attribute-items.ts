import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import { may } from '../permissions.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import type { AttributeItem, AttributeType } from './attribute-type.js'
import { itemRows, judgeItems, type NewItem } from './create-attribute-type.js'
import { currentType, itemOf } from './find-type.js'
import { wordsChanged } from './hooks.js'
import { usesOf } from './item-uses.js'
import { MOST_ITEMS, refuseBeyond } from './limits.js'
import { newOrdinals } from './ordinals.js'
import { touchType } from './touch-type.js'

/** The version of the attribute the value set belongs to. */
interface At {
  readonly version: number | undefined
}

/**
 * Adds a value at the end of a set, which holds 5 000 at most (`core.limit`). Needs `core.manage-attributes`, as all that
 * follow; 428, 409 by the attribute's version.
 */
export async function addAttributeItem(
  ctx: Ctx,
  typeId: number,
  { version, ...item }: NewItem & At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const refused = judgeItems(
    [item],
    type.items.map(({ key }) => key),
  )
  if (refused.length > 0) throw refuseFields(refused.map((each) => ({ ...each, path: 'labelPl' })))
  refuseBeyond(MOST_ITEMS, type.items.length + 1)

  const taken = new Set(type.items.flatMap(({ ordinal, stale }) => [ordinal, ...stale]))
  const given = newOrdinals([...type.items, { id: 0, ordinal: 0 }], taken)
  const last = Math.max(0, ...type.items.map(({ position }) => position))
  await insertMany(ctx.db, 'core_attribute_item', itemRows(typeId, [item], last, [given.get(0) ?? 0]))
  return touchType(ctx, type, { action: 'changed', changes: [{ field: 'items', before: null, after: item.labelPl }] })
}

/** What may be changed of a value; its key stays. */
export interface ItemGiven {
  readonly labelPl?: string
  readonly labelEn?: string | null
  /** One of the nine hues; null for none. */
  readonly hue?: string | null
}

/** Renames a value, or gives it a colour, on all its records at once; its key stays. */
export async function saveAttributeItem(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version, labelPl, labelEn, hue }: ItemGiven & At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const item = itemOf(type, itemId)
  if (labelPl !== undefined && normalText(labelPl) === '')
    throw refuseFields([{ path: 'labelPl', code: 'core.required' }])

  const columns = {
    ...(labelPl !== undefined && { label_pl: normalText(labelPl) }),
    ...(labelEn !== undefined && { label_en: labelEn ? normalText(labelEn) : null }),
    ...(hue !== undefined && { hue: hue === '' ? null : hue }),
  }
  const before: Readonly<Record<string, unknown>> = {
    label_pl: item.labels.pl,
    label_en: item.labels.en,
    hue: item.hue,
  }
  const changes = Object.entries(columns)
    .filter(([column, after]) => before[column] !== after)
    .map(([column, after]) => ({ field: `items.${item.key}.${FIELD[column]}`, before: before[column], after }))
  if (changes.length === 0) return type
  await ctx.db('core_attribute_item').where({ id: itemId }).update(columns)
  const named = changes.some(({ field }) => !field.endsWith('.hue'))
  if (named) await ctx.announce(wordsChanged, { typeId, itemId, after: 0 })
  return touchType(ctx, type, { action: 'changed', changes })
}

const FIELD: Readonly<Record<string, string>> = { label_pl: 'labelPl', label_en: 'labelEn', hue: 'hue' }

/** A value no longer offered, still shown and filterable; or offered again. A default cannot be put away. */
export async function archiveAttributeItem(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version, archived }: { archived: boolean } & At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const item = itemOf(type, itemId)
  if (archived) mustNotBeDefault(type, item)
  await ctx
    .db('core_attribute_item')
    .where({ id: itemId })
    .update({ archived_at: archived ? ctx.now() : null, ...(!archived && { merged_into: null }) })
  return touchType(ctx, type, {
    action: archived ? 'item-archived' : 'item-restored',
    changes: [{ field: `items.${item.key}`, before: null, after: null }],
  })
}

/** Deletes a value nobody has; else `core.value-in-use` with `uses`. A default cannot be deleted. */
export async function deleteAttributeItem(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version }: At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const item = itemOf(type, itemId)
  mustNotBeDefault(type, item)
  const uses = await usesOf(ctx, type, item)
  if (uses > 0) throw new Refusal('core.value-in-use', { params: { count: uses }, extra: { uses } })

  await ctx.db('core_attribute_item').where({ merged_into: itemId }).update({ merged_into: null })
  await ctx.db('core_attribute_item').where({ id: itemId }).delete()
  return touchType(ctx, type, {
    action: 'changed',
    changes: [{ field: `items.${item.key}`, before: item.labels.pl, after: null }],
  })
}

/** Else a record made without it would be refused for a value nobody chose. */
export function mustNotBeDefault(type: AttributeType, { key }: AttributeItem): void {
  if ([type.default].flat().includes(key)) throw new Refusal('core.value-is-default')
}
