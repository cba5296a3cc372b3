import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import type { AuditChange } from '../entity/audit.js'
import { digestOf, ENTRY_COLUMNS, type SealedEntry } from './seal-audit.js'

export interface Blanking {
  readonly entity: string
  readonly records: readonly number[]
  /** What the entries call the record from now on. */
  readonly label: string
  /** Whether a field of the entity, or of a part of it, goes. */
  readonly goes: (part: string | null, field: string) => boolean
}

/**
 * Takes values out of the trail that the law says must go: the entries stay, with who, when and which fields, their digest
 * keeps the seals whole, and `blanked_at` says that it was done. Returns how many entries it was. Never undone.
 */
export async function blankEntries(ctx: Ctx, { entity, records, label, goes }: Blanking): Promise<number> {
  let count = 0
  for (const ids of inParts(records)) {
    const rows = (await ctx
      .db('core_audit')
      .where({ entity })
      .whereIn('record', ids)
      .whereNull('blanked_at')
      .orderBy('id')
      .select([...ENTRY_COLUMNS])) as readonly SealedEntry[]
    for (const row of rows) {
      const part = typeof row['part'] === 'string' ? row['part'] : null
      const changes = (JSON.parse(String(row['changes'])) as AuditChange[]).map((change) =>
        goes(part, change.field) ? { field: change.field, before: null, after: null } : change,
      )
      await ctx
        .db('core_audit')
        .where({ id: Number(row['id']) })
        .update({ label, changes: JSON.stringify(changes), digest: digestOf(row), blanked_at: ctx.now() })
    }
    count += rows.length
  }
  return count
}
