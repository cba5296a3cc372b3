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

/** The entries of a change set before an id, the newest first, some hundred; and whether there are more of them. */
export async function entriesBefore(
  ctx: Ctx,
  changeSetId: number,
  before: number,
): Promise<{ readonly entries: readonly ReversedEntry[]; readonly more: boolean }> {
  const rows: Row[] = await ctx
    .db('core_audit')
    .where('change_set_id', changeSetId)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(AT_ONCE)
    .select('id', 'entity', 'record', 'part', 'part_id', 'label', 'action', 'changes')
  return { entries: rows.map((row) => entryOf(row, changeSetId)), more: rows.length === AT_ONCE }
}

function entryOf({ part_id: partId, changes, ...row }: Row, changeSetId: number): ReversedEntry {
  return { ...row, partId, changeSetId, changes: JSON.parse(changes) as AuditChange[] }
}
