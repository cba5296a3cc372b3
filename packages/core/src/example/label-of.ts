import type { Ctx } from '../ctx.js'
import type { Row } from './brought.js'
import { ownerKey, type Place } from './plan-removal.js'
import type { ForeignKey } from './tables.js'

const FARTHEST = 5

/** How people know a row: its record's own name, or that of the record it belongs to. */
export async function labelOf(ctx: Ctx, { table, id }: Place, keys: readonly ForeignKey[], far = 0): Promise<string> {
  const row: Row | undefined = await ctx.db(table).where({ id }).first()
  const entity = ctx.registry.plugins
    .flatMap((plugin) => plugin.entities ?? [])
    .find(({ model }) => model.tableName === table)
  if (row && entity) return entity.label(entity.model.fromDatabaseJson(row) as never)

  const owner = ownerKey(table, keys)
  if (!row || !owner || far >= FARTHEST) return `${table} ${id}`
  return labelOf(ctx, { table: owner.parent, id: Number(row[owner.column]) }, keys, far + 1)
}
