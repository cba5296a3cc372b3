import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import { auditChanges } from '../entity/audit.js'
import { recordSaved } from '../entity/hooks.js'
import type { Entity } from '../plugin/entity.js'
import { reindex } from '../search/index-record.js'
import type { AttributeType } from './attribute-type.js'
import { attributesOf, type Attributes } from './attributes-of.js'
import { attributableOf, itemOf } from './find-type.js'
import { itemKeys, ordinalKey } from './value-rows.js'

/** Records of one transaction. */
export const MERGED_AT_ONCE = 500

interface Merging {
  readonly itemId: number
  readonly into: number
}

/**
 * Moves at most 500 records from one value of a set to another; one that has both keeps one. Each is a change of that
 * record: its version, its trail, its search rows and `core.record-saved` tell of it. Answers how many were moved.
 */
export async function moveRecords(ctx: Ctx, type: AttributeType, { itemId, into }: Merging): Promise<number> {
  const entity = attributableOf(ctx, type.entity)
  const ids = await ctx
    .db('core_attribute_value')
    .where('type_id', type.id)
    .whereIn('sort_key', itemKeys(itemOf(type, itemId)))
    .orderBy('record_id')
    .limit(MERGED_AT_ONCE)
    .pluck<number[]>('record_id')
  if (ids.length === 0) return 0

  const before = await attributesOf(asAll(ctx), entity, ids, [type.key])
  await moveValues(ctx, type, { itemId, into }, ids)
  const after = await attributesOf(asAll(ctx), entity, ids, [type.key])
  await ctx.db(entity.model.tableName).whereIn('id', ids).increment('version', 1)
  const rows = (await entity.model.query(ctx.db).whereIn('id', ids)) as unknown as Recorded[]
  await tell(ctx, entity, rows, { type, before, after })
  return ids.length
}

async function moveValues(ctx: Ctx, type: AttributeType, { itemId, into }: Merging, ids: readonly number[]) {
  const mine = () => ctx.db('core_attribute_value').where('type_id', type.id).whereIn('record_id', ids)
  const both = await mine().where('item_id', into).pluck<number[]>('record_id')
  await mine().where('item_id', itemId).whereIn('record_id', both).delete()
  const sort_key = ordinalKey(itemOf(type, into).ordinal)
  await mine().where('item_id', itemId).update({ item_id: into, sort_key })
}

interface Moved {
  readonly type: AttributeType
  readonly before: ReadonlyMap<number, Attributes>
  readonly after: ReadonlyMap<number, Attributes>
}

async function tell(ctx: Ctx, entity: Entity, rows: readonly Recorded[], { type, before, after }: Moved) {
  const field = `attributes.${type.key}`
  const valueIn = (values: ReadonlyMap<number, Attributes>, id: number) => values.get(id)?.[type.key] ?? null
  await auditChanges(
    ctx,
    rows.map((row) => ({
      entity: entity.id,
      record: row.id,
      label: entity.label(row as never),
      action: 'changed',
      version: row.version,
      changes: [{ field, before: valueIn(before, row.id), after: valueIn(after, row.id) }],
    })),
  )
  for (const row of rows) {
    await reindex(ctx, entity, row as Model)
    await ctx.announce(recordSaved, { entity: entity.id, id: row.id, version: row.version, changed: [field] })
  }
}

/** What a value becomes is nobody's choice among roles: whoever manages attributes moves those of other roles too. */
const asAll = (ctx: Ctx): Ctx => ({ ...ctx, system: true })
