import { attributeTypes, existsFor } from '../attributes/attribute-types.js'
import type { Ctx } from '../ctx.js'
import type { AuditChange } from '../entity/audit.js'
import { visibleIds } from '../entity/judge-values.js'
import { shapeOf } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'

export interface HistoryEntry {
  readonly id: number
  /** UTC instant. */
  readonly at: string
  readonly operator: Person
  /** The absent person for whom it was done. */
  readonly behalf: Person
  /** The entity of the changes, when a part of the record changed. */
  readonly part: string | null
  readonly partId: number | null
  readonly label: string
  readonly action: string
  readonly version: number | null
  readonly origin: string
  readonly changes: readonly AuditChange[]
  readonly changeSetId: number | null
}

type Person = { readonly id: number; readonly label: string } | null

/**
 * What happened to a record, the newest first: its own entries and those of its parts. Attributes that do not exist for the
 * reader are left out, and records he may not see are not named. Says nothing about whether he may see the record itself.
 */
export async function readHistory(
  ctx: Ctx,
  entity: Entity,
  record: number,
  { before, since, limit = 50 }: { readonly before?: number; readonly since?: string; readonly limit?: number },
): Promise<{ readonly items: readonly HistoryEntry[]; readonly next: number | null }> {
  const query = ctx
    .db('core_audit as a')
    .leftJoin('core_operator as o', 'o.id', 'a.operator_id')
    .leftJoin('core_operator as b', 'b.id', 'a.on_behalf_of')
    .where({ 'a.entity': entity.id, 'a.record': record })
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .select('a.*', 'o.name as operator_name', 'b.name as behalf_name')
  if (before !== undefined) void query.where('a.id', '<', before)
  if (since !== undefined) void query.where('a.at', '>=', since)

  const rows: Row[] = await query
  const items: HistoryEntry[] = []
  for (const row of rows.slice(0, limit)) items.push(await entryOf(ctx, entity, row))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

interface Row {
  readonly id: number
  readonly at: string
  readonly operator_id: number | null
  readonly operator_name: string | null
  readonly on_behalf_of: number | null
  readonly behalf_name: string | null
  readonly part: string | null
  readonly part_id: number | null
  readonly label: string
  readonly action: string
  readonly version: number | null
  readonly origin: string
  readonly changes: string
  readonly change_set_id: number | null
}

async function entryOf(ctx: Ctx, entity: Entity, row: Row): Promise<HistoryEntry> {
  const described = row.part === null ? entity : ctx.registry.entity(row.part)
  const changes = JSON.parse(row.changes) as readonly AuditChange[]
  const person = (id: number | null, name: string | null): Person =>
    id === null ? null : { id, label: name ?? String(id) }
  return {
    id: row.id,
    at: row.at,
    operator: person(row.operator_id, row.operator_name),
    behalf: person(row.on_behalf_of, row.behalf_name),
    part: row.part,
    partId: row.part_id,
    label: row.label,
    action: row.action,
    version: row.version,
    origin: row.origin,
    changes: described ? await forReader(ctx, described, changes) : [],
    changeSetId: row.change_set_id,
  }
}

/** The changes as the reader may know them; a page's worth of entries asks for few references. */
async function forReader(ctx: Ctx, entity: Entity, changes: readonly AuditChange[]): Promise<readonly AuditChange[]> {
  const types = await attributeTypes(ctx, entity, { archived: true, hidden: true })
  const hidden = new Set(types.filter((type) => !existsFor(ctx, type)).map(({ key }) => `attributes.${key}`))
  const shown: AuditChange[] = []
  for (const { field, before, after } of changes) {
    if (hidden.has(field)) continue
    const target = shapeOf(entity).byKey.get(field)?.field.of?.()
    const ids = target ? [before, after].filter((value): value is number => typeof value === 'number') : []
    const seen = target && ids.length > 0 ? await visibleIds(ctx, target, ids) : null
    const known = (value: unknown) => (seen && typeof value === 'number' && !seen.has(value) ? HIDDEN : value)
    shown.push({ field, before: known(before), after: known(after) })
  }
  return shown
}

/** A record that the reader may not see, or that is gone. */
export const HIDDEN = { id: null, hidden: true } as const
