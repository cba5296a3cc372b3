import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import type { Guard } from '../plugin/define-plugin.js'
import type { Entity } from '../plugin/entity.js'
import { behalfOf } from './change-set.js'
import { doerOf } from './doer.js'
import { shapeOf } from './shape.js'
import type { Values } from './values.js'

/** One field of an entry; values as in JSON. */
export interface AuditChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

export interface AuditEntry {
  /** Id of an entity, or of what else it is about (`core.setting`). */
  readonly entity: string
  readonly record: number | null
  /** What people call it now; the trail outlives the record. */
  readonly label: string
  /** `created`, `changed`, `removed`, or a noun of the trade: `closure`, `sign-in-lock`. */
  readonly action: string
  readonly changes?: readonly AuditChange[]
  readonly part?: { readonly entity: string; readonly id: number }
  /** The version of the record (of the part, when there is one) after the change. */
  readonly version?: number
}

/** Signs of a label that are kept. */
const LABEL = 300

/** Writes one entry in the transaction of the change. Secrets and passwords never go in: the caller leaves them out. */
export async function auditChange(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await auditChanges(ctx, [entry])
}

/** The same for many at once. All of them belong to the change set of `ctx`, if one is open. */
export async function auditChanges(ctx: Ctx, entries: readonly AuditEntry[]): Promise<void> {
  const same = {
    at: ctx.now(),
    operator_id: doerOf(ctx),
    on_behalf_of: behalfOf(ctx),
    change_set_id: ctx.changeSet,
    origin: ctx.origin,
    request_id: ctx.requestId,
  }
  const rows = entries.map(({ entity, record, label, action, changes = [], part, version = null }) => ({
    ...same,
    entity,
    record,
    part: part?.entity ?? null,
    part_id: part?.id ?? null,
    label: label.slice(0, LABEL),
    action,
    version,
    changes: JSON.stringify(changes),
  }))
  await insertMany(ctx.db, 'core_audit', rows)
}

interface RecordAbout {
  readonly id: number
  readonly label: string
  readonly action: string
  readonly version: number
  readonly values: Values
  readonly changes: readonly AuditChange[]
}

/** The entry of a described record; that of a part stands under the record it follows. */
export async function auditRecord(ctx: Ctx, entity: Entity, about: RecordAbout): Promise<void> {
  await auditChange(ctx, recordEntry(entity, about))
}

/** The same as an entry, to be written together with others. */
export function recordEntry(entity: Entity, about: RecordAbout): AuditEntry {
  const { id, label, action, version, changes } = about
  const followed = followedBy(entity, about.values)
  return {
    entity: entity.id,
    record: id,
    ...followed,
    label,
    action,
    version,
    changes,
    ...(followed && { part: { entity: entity.id, id } }),
  }
}

/** The record under which a part stands in the trail; null for what is no part. */
export function followedBy(
  entity: Entity,
  values: Values,
): { readonly entity: string; readonly record: number } | null {
  const followed = entity.part && entity.follows !== undefined ? shapeOf(entity).byName.get(entity.follows) : undefined
  const owner = followed?.field.of?.()
  return followed && owner ? { entity: owner.id, record: Number(values[followed.key]) } : null
}

/** The fields that differ, passwords left out. `before` null: all that have a value. */
export function changesBetween(
  entity: Entity,
  before: Values | null,
  after: Values | null,
  changed: ReadonlySet<string>,
): AuditChange[] {
  const { byKey } = shapeOf(entity)
  return [...changed]
    .filter((key) => byKey.get(key)?.field.kind !== 'password')
    .map((field) => ({ field, before: valueAt(before, field), after: valueAt(after, field) }))
}

function valueAt(values: Values | null, field: string): unknown {
  if (!field.startsWith('attributes.')) return values?.[field] ?? null
  const attributes = values?.['attributes'] as Values | undefined
  return attributes?.[field.slice('attributes.'.length)] ?? null
}

/**
 * The trail is append-only for the program and for whoever has the database's password; what the law takes away is blanked
 * once, and its digest stays.
 */
export const auditGuards: readonly Guard[] = [
  {
    name: 'append-only',
    table: 'core_audit',
    refuses: 'update',
    when: '1 = 1',
    except: ['label', 'changes', 'digest', 'blanked_at'],
  },
  {
    name: 'blanked-once',
    table: 'core_audit',
    refuses: 'update',
    when: 'old.blanked_at is not null or new.blanked_at is null or new.digest is null',
  },
  { name: 'append-only', table: 'core_audit', refuses: 'delete', when: '1 = 1' },
]
