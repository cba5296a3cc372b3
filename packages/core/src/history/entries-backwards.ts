import type { Ctx } from '../ctx.js'
import type { AuditChange } from '../entity/audit.js'
import type { ReversedEntry } from '../plugin/reversals.js'

const AT_ONCE = 200

interface Row {
  readonly id: number
  readonly entity: string
  readonly record: number | null
  readonly part: string | null
  readonly part_id: number | null
  readonly label: string
  readonly action: string
  readonly changes: string
}

/** The entries of a change set, the newest first, some hundred at a time. */
export async function* entriesBackwards(ctx: Ctx, changeSetId: number): AsyncGenerator<ReversedEntry> {
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const rows: Row[] = await ctx
      .db('core_audit')
      .where('change_set_id', changeSetId)
      .where('id', '<', before)
      .orderBy('id', 'desc')
      .limit(AT_ONCE)
      .select('id', 'entity', 'record', 'part', 'part_id', 'label', 'action', 'changes')
    for (const row of rows) yield entryOf(row, changeSetId)
    if (rows.length < AT_ONCE) return
    before = rows.at(-1)?.id ?? 0
  }
}

function entryOf({ part_id: partId, changes, ...row }: Row, changeSetId: number): ReversedEntry {
  return { ...row, partId, changeSetId, changes: JSON.parse(changes) as AuditChange[] }
}
