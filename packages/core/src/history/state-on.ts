import type { Ctx } from '../ctx.js'
import { attributesOf } from '../attributes/attributes-of.js'
import type { AuditChange } from '../entity/audit.js'
import { shapeOf } from '../entity/shape.js'
import { valuesOf } from '../entity/values.js'
import type { Model } from '../db/model.js'
import type { Entity } from '../plugin/entity.js'
import { addDays } from '../time/day.js'
import { instantOf } from '../time/instant.js'
import { readHistory } from './read-history.js'

/** Entries of one record after a day; more than anybody makes, and a bound. */
const MOST = 5000

/**
 * What a record was at the end of a local day, by the names of the trail, as far as the reader may know it: what it is now,
 * with everything taken back that came later. Null when it was not there yet.
 */
export async function stateOn(
  ctx: Ctx,
  entity: Entity,
  row: Model,
  day: string,
): Promise<readonly AuditChange[] | null> {
  const values = (await valuesOf(ctx, shapeOf(entity), [row])).get(row.id) ?? {}
  const attributes = (await attributesOf(ctx, entity, [row.id])).get(row.id) ?? {}
  const state = new Map<string, unknown>(Object.entries(values))
  for (const [key, value] of Object.entries(attributes)) state.set(`attributes.${key}`, value)

  const since = instantOf(`${addDays(day, 1)}T00:00`, ctx.zone)
  const { items } = await readHistory(ctx, entity, row.id, { since, limit: MOST })
  for (const { part, action, changes } of items) {
    if (part !== null) continue
    if (action === 'created') return null
    for (const { field, before } of changes) state.set(field, before)
  }
  return [...state].flatMap(([field, after]) => ((after ?? null) === null ? [] : [{ field, before: null, after }]))
}
