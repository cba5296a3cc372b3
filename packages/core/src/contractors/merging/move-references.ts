import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import type { Recorded } from '../../db/model.js'
import { auditChanges, type AuditEntry } from '../../entity/audit.js'
import { shapeOf } from '../../entity/shape.js'
import type { Pointing } from './pointing-at.js'

/** Records that point at one thing and are to point at another. */
export interface Move {
  readonly pointing: Pointing
  readonly from: number
  readonly to: number
}

/**
 * Lets records point elsewhere, whatever their own rules say: it is the same thing under another id. Only those that point
 * at `from` now, and not those of `except`; `only` narrows to some. Each gets a new version and an entry of the trail.
 * Returns the ids of those that moved.
 */
export async function moveReferences(
  ctx: Ctx,
  { pointing: { entity, field, column }, from, to }: Move,
  { except, only }: { readonly except?: ReadonlySet<number>; readonly only?: readonly number[] } = {},
): Promise<readonly number[]> {
  const { table } = shapeOf(entity)
  const pointing = ctx.db(table).where(column, from)
  const ids = (await (only ? pointing.whereIn('id', [...only]) : pointing).orderBy('id').pluck<number[]>('id')).filter(
    (id) => !except?.has(id),
  )
  for (const part of inParts(ids)) {
    await ctx
      .db(table)
      .whereIn('id', part)
      .update({ [column]: to, version: ctx.db.raw('version + 1') })
    const rows = (await entity.model.query(ctx.db).whereIn('id', part)) as unknown as Recorded[]
    await auditChanges(
      ctx,
      rows.map((row) => entryOf(row)),
    )
  }
  return ids

  function entryOf(row: Recorded): AuditEntry {
    const followed =
      entity.part && entity.follows !== undefined ? shapeOf(entity).byName.get(entity.follows) : undefined
    const owner = followed ? Number((row as unknown as Record<string, unknown>)[followed.prop ?? '']) : row.id
    return {
      entity: followed?.field.of?.().id ?? entity.id,
      record: owner,
      label: entity.label(row as never),
      action: 'changed',
      version: row.version,
      changes: [{ field: field.key, before: from, after: to }],
      ...(followed && { part: { entity: entity.id, id: row.id } }),
    }
  }
}
