import type { Ctx } from '../ctx.js'
import type { AuditChange } from '../entity/audit.js'
import { may } from '../permissions.js'

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
}

export interface AuditAsked {
  readonly entity?: string
  readonly record?: number
  readonly operator?: number
  /** Only entries older than this one. */
  readonly before?: number
  readonly limit?: number
}

/** The trail of changes, the newest first. `next` is the id to go on before, null at the end. */
export async function listAudit(ctx: Ctx, { entity, record, operator, before, limit = 50 }: AuditAsked) {
  ctx.must(may.readAudit)
  const query = ctx
    .db('core_audit as a')
    .leftJoin('core_operator as o', 'o.id', 'a.operator_id')
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .select('a.*', 'o.name as operator_name')
  if (entity !== undefined) void query.where('a.entity', entity)
  if (record !== undefined) void query.where('a.record', record)
  if (operator !== undefined) void query.where('a.operator_id', operator)
  if (before !== undefined) void query.where('a.id', '<', before)

  const rows: AuditRow[] = await query
  const items = rows.slice(0, limit).map(viewOf)
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
}

function viewOf(row: AuditRow): AuditView {
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
  }
}
