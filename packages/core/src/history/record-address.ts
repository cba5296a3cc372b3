import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { shapeOf } from '../entity/shape.js'

/**
 * Where a record is shown: its own page; what follows another record stands on that one's, and a part of nothing in its
 * list. Null when the record is not there. Says nothing about whether it may be seen.
 */
export async function recordAddress(ctx: Ctx, entity: Entity, id: number): Promise<string | null> {
  const followed = shapeOf(entity).byName.get(entity.follows ?? '')
  const owner = followed?.field.of?.()
  if (!owner || !followed || followed.column === null) return entity.part ? entity.path : `${entity.path}/${id}`
  const [of] = await ctx.db(entity.model.tableName).where({ id }).pluck<number[]>(followed.column)
  return of === undefined ? null : recordAddress(ctx, owner, of)
}
