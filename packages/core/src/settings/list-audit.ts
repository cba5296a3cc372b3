import type { Ctx } from '../ctx.js'
import type { AuditChange } from '../entity/audit.js'
import { may } from '../permissions.js'
import { addDays } from '../time/day.js'
import { instantOf } from '../time/instant.js'

export interface AuditView {
  readonly id: number
  readonly at: string
  readonly operator: { readonly id: number; readonly label: string } | null
  readonly entity: string
  readonly record: number | null
  /** The entity of the changes, when a part of the record changed. */
  readonly part: string | null
  readonly label: string
  readonly action: string
  readonly changes: readonly AuditChange[]
  readonly origin: string
  readonly requestId: string
  readonly changeSetId: number | null
  /** A change of configuration that can still be undone. */
  readonly undoable: boolean
}

export interface AuditAsked {
  readonly entity?: string
  readonly record?: number
  readonly operator?: number
  readonly changeSet?: number
  /** Local days, both inclusive. */
  readonly from?: string
  readonly to?: string
  /** Only entries older than this one. */
  readonly before?: number
  readonly limit?: number
}

/** The trail of changes, the newest first. `next` is the id to go on before, null at the end. */
export async function listAudit(
  ctx: Ctx,
  { entity, record, operator, changeSet, from, to, before, limit = 40 }: AuditAsked,
) {
  ctx.must(may.readAudit)
  const query = ctx
    .db('core_audit as a')
    .leftJoin('core_operator as o', 'o.id', 'a.operator_id')
    .leftJoin('core_change_set as s', 's.id', 'a.change_set_id')
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .select('a.*', 'o.name as operator_name', 's.kind', 's.ends_on', 's.reversed_by_id')
  if (entity !== undefined) void query.where('a.entity', entity)
  if (record !== undefined) void query.where('a.record', record)
  if (operator !== undefined) void query.where('a.operator_id', operator)
  if (changeSet !== undefined) void query.where('a.change_set_id', changeSet)
  if (from !== undefined) void query.where('a.at', '>=', instantOf(`${from}T00:00`, ctx.zone))
  if (to !== undefined) void query.where('a.at', '<', instantOf(`${addDays(to, 1)}T00:00`, ctx.zone))
  if (before !== undefined) void query.where('a.id', '<', before)

  const rows: AuditRow[] = await query
  const items = rows.slice(0, limit).map((row) => viewOf(row, ctx.today()))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

interface AuditRow {
  readonly id: number
  readonly at: string
  readonly operator_id: number | null
  readonly operator_name: string | null
  readonly entity: string
  readonly record: number | null
  readonly part: string | null
  readonly label: string
  readonly action: string
  readonly changes: string
  readonly origin: string
  readonly request_id: string
  readonly change_set_id: number | null
  readonly kind: string | null
  readonly ends_on: string | null
  readonly reversed_by_id: number | null
}

function viewOf(row: AuditRow, today: string): AuditView {
  const { id, at, entity, record, part, label, action, origin } = row
  return {
    id,
    at,
    operator:
      row.operator_id === null ? null : { id: row.operator_id, label: row.operator_name ?? String(row.operator_id) },
    entity,
    record,
    part,
    label,
    action,
    changes: JSON.parse(row.changes) as AuditChange[],
    origin,
    requestId: row.request_id,
    changeSetId: row.change_set_id,
    undoable: row.kind === 'configuration' && row.reversed_by_id === null && (row.ends_on ?? '') >= today,
  }
}
