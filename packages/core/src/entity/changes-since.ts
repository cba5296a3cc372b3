import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import type { AuditChange } from './audit.js'
import { followedBy } from './audit.js'
import type { Values } from './values.js'

/** What became of one field since a version. */
export interface ChangedSince {
  /** Its value at that version. */
  readonly original: unknown
  /** As it was left last. */
  readonly latest: unknown
  /** Who changed it last; null for the house. */
  readonly by: number | null
  /** UTC instant of that. */
  readonly at: string
}

/**
 * Fields of a record that were changed after a version, by the names of the trail (`ownerId`, `attributes.size`). Null when
 * the trail does not tell of every version since: then nobody can say what was whose.
 */
export async function changesSince(
  ctx: Ctx,
  entity: Entity,
  { id, version, values }: { readonly id: number; readonly version: number; readonly values: Values },
  since: number,
): Promise<ReadonlyMap<string, ChangedSince> | null> {
  const followed = followedBy(entity, values)
  const at = followed ? { ...followed, part: entity.id, part_id: id } : { entity: entity.id, record: id, part: null }
  const rows: { version: number; at: string; operator_id: number | null; changes: string }[] = await ctx
    .db('core_audit')
    .where(at)
    .where('version', '>', since)
    .orderBy('id')
    .select('version', 'at', 'operator_id', 'changes')

  const told = new Set(rows.map((row) => row.version))
  for (let one = since + 1; one <= version; one += 1) if (!told.has(one)) return null
  const changed = new Map<string, ChangedSince>()
  for (const row of rows)
    for (const { field, before, after } of JSON.parse(row.changes) as AuditChange[])
      changed.set(field, {
        original: changed.has(field) ? changed.get(field)?.original : before,
        latest: after,
        by: row.operator_id,
        at: row.at,
      })
  return changed
}
