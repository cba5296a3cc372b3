import type { Ctx } from '../ctx.js'
import type { Recorded } from '../db/model.js'
import { remove } from '../entity/remove.js'
import { seenOne } from '../entity/seen.js'
import { shapeOf } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'
import type { ReversedEntry } from '../plugin/reversals.js'
import { leftFor, restored, untouched, type Undone } from './undone.js'

/** Removes what was made, unless it was changed since or something refers to it. What is gone already needs nothing. */
export async function reverseCreated(ctx: Ctx, entity: Entity, id: number, entry: ReversedEntry): Promise<Undone> {
  const there: unknown = await ctx.db(shapeOf(entity).table).where({ id }).first('id')
  if (there === undefined) return untouched
  const row = (await seenOne(ctx, entity, id)) as Recorded
  if (await changedSince(ctx, entry)) return leftFor('core.changed-since')
  if (await isReferred(ctx, entity, id)) return leftFor('core.record-referenced')

  await remove(ctx, entity, id, { version: row.version })
  return restored
}

/** An entry of the record, or of a part of it, that neither the set nor its reversal wrote. */
async function changedSince(
  ctx: Ctx,
  { id, entity, record, part, partId, changeSetId }: ReversedEntry,
): Promise<boolean> {
  const query = ctx
    .db('core_audit')
    .where({ entity, record })
    .where('id', '>', id)
    .where((or) => void or.whereNull('change_set_id').orWhereNotIn('change_set_id', [changeSetId, ctx.changeSet ?? 0]))
  if (part !== null) void query.where({ part, part_id: partId })
  return (await query.first('id')) !== undefined
}

/** Whether a record of any plugin points at it. What the set itself made later is gone by now. */
async function isReferred(ctx: Ctx, entity: Entity, id: number): Promise<boolean> {
  for (const other of ctx.registry.plugins.flatMap(({ entities = [] }) => entities))
    for (const { field, column } of shapeOf(other).fields) {
      if (column === null || field.of?.().id !== entity.id) continue
      const query = ctx.db(other.model.tableName).where(column, id)
      if (other.id === entity.id) void query.whereNot('id', id)
      if ((await query.first('id')) !== undefined) return true
    }
  return false
}
