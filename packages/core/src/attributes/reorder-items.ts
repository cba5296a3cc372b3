import type { Ctx } from '../ctx.js'
import { inParts, insertMany } from '../db/bulk.js'
import { may } from '../permissions.js'
import { refuseFields } from '../plugin/refusal.js'
import type { AttributeType } from './attribute-type.js'
import { currentType, itemOf } from './find-type.js'
import { keysBehind } from './hooks.js'
import { newOrdinals } from './ordinals.js'
import { rewriteKeys } from './rewrite-keys.js'
import { touchType } from './touch-type.js'

interface Order {
  readonly version: number | undefined
  /** All of the set. */
  readonly ids: readonly number[]
}

/**
 * Puts the values of a set in an order. Forms, lists and filters follow at once; the keys of records that keep a moved
 * value are written anew, a few now and the rest in the background, during which a list sorted by it may be in between.
 */
export async function reorderAttributeItems(ctx: Ctx, typeId: number, { version, ids }: Order): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const known = new Set(type.items.map(({ id }) => id))
  if (ids.length !== known.size || new Set(ids).size !== ids.length || ids.some((id) => !known.has(id)))
    throw refuseFields([{ path: 'ids', code: 'core.bad-value' }])

  const order = ids.map((id) => itemOf(type, id))
  const taken = new Set(order.flatMap(({ ordinal, stale }) => [ordinal, ...stale]))
  const given = newOrdinals(order, taken)
  const moved = order.filter(({ id }) => given.has(id))
  await insertMany(
    ctx.db,
    'core_attribute_stale',
    moved.map(({ id, ordinal }) => ({ type_id: typeId, item_id: id, ordinal, since: ctx.now() })),
  )
  const places = order.flatMap(({ id, position }, at): Place[] => (position === at + 1 ? [] : [[id, at + 1]]))
  await updateItems(ctx, 'position', places)
  await updateItems(ctx, 'ordinal', [...given])
  if (moved.length > 0 && (await rewriteKeys(ctx, typeId))) await ctx.announce(keysBehind, { typeId })

  const keys = (items: AttributeType['items']) => items.map(({ key }) => key)
  return touchType(ctx, type, {
    action: 'changed',
    changes: [{ field: 'items', before: keys(type.items), after: keys(order) }],
  })
}

/** Moves one value to a place of its set, from 1. */
export async function placeAttributeItem(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version, position }: { readonly version: number | undefined; readonly position: number },
): Promise<AttributeType> {
  const type = await currentType(ctx, typeId, version)
  const { id } = itemOf(type, itemId)
  const ids = type.items.map((item) => item.id).filter((each) => each !== id)
  ids.splice(Math.max(0, position - 1), 0, id)
  return reorderAttributeItems(ctx, typeId, { version, ids })
}

type Place = readonly [id: number, value: number]

/** Five hundred items a statement. */
async function updateItems(ctx: Ctx, column: 'position' | 'ordinal', places: readonly Place[]): Promise<void> {
  for (const part of inParts(places)) {
    const cases = part.map(() => 'when ? then ?').join(' ')
    await ctx
      .db('core_attribute_item')
      .whereIn(
        'id',
        part.map(([id]) => id),
      )
      .update({ [column]: ctx.db.raw(`case id ${cases} end`, part.flat()) })
  }
}
