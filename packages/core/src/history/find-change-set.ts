import type { Ctx } from '../ctx.js'
import { engineOf } from '../db/connect.js'
import type { ChangeSetKind } from '../entity/change-set.js'
import { doerOf } from '../entity/doer.js'
import { permissionOf, scopeOf } from '../entity/policy.js'
import { may } from '../permissions.js'
import { notFound } from '../plugin/refusal.js'

export interface ChangeSet {
  readonly id: number
  readonly kind: ChangeSetKind
  readonly label: string
  readonly entity: string | null
  readonly record: number | null
  /** UTC instant. */
  readonly at: string
  readonly operatorId: number | null
  readonly onBehalfOf: number | null
  /** Last local day on which it can be undone. */
  readonly endsOn: string
  readonly reversesId: number | null
  readonly reversedById: number | null
  readonly created: number
  readonly changed: number
  readonly removed: number
  readonly other: number
  /** JSON of what a reversal left. */
  readonly leftOut: string | null
}

export interface ChangeSetRow {
  readonly id: number
  readonly kind: ChangeSetKind
  readonly label: string
  readonly entity: string | null
  readonly record: number | null
  readonly at: string
  readonly operator_id: number | null
  readonly on_behalf_of: number | null
  readonly ends_on: string
  readonly reverses_id: number | null
  readonly reversed_by_id: number | null
  readonly created_n: number
  readonly changed_n: number
  readonly removed_n: number
  readonly other_n: number
  readonly left_out: string | null
}

/**
 * A change set one may know of: one's own; everybody's with `core.read-audit`; a removal also for whoever may read and edit
 * all records of its entity. 404 otherwise. `lock`: until the transaction ends nobody else undoes it.
 */
export async function findChangeSet(ctx: Ctx, id: number, { lock = false } = {}): Promise<ChangeSet> {
  const query = ctx.db('core_change_set').where({ id })
  if (lock && engineOf(ctx.db) === 'mariadb') void query.forUpdate()
  const row: ChangeSetRow | undefined = await query.first()
  if (!row) throw notFound()
  const set = changeSetOf(row)
  if (!isKnown(ctx, set)) throw notFound()
  return set
}

/** Entities all of whose records the asking one may read and edit: what is removed of them he may know of. */
export function wholeEntities(ctx: Ctx): readonly string[] {
  return ctx.registry.plugins
    .flatMap(({ entities = [] }) => entities)
    .filter((entity) =>
      (['read', 'edit'] as const).every((right) => scopeOf(ctx, permissionOf(entity, right)) === 'all'),
    )
    .map(({ id }) => id)
}

export function changeSetOf(row: ChangeSetRow): ChangeSet {
  return {
    id: row.id,
    kind: row.kind,
    label: row.label,
    entity: row.entity,
    record: row.record,
    at: row.at,
    operatorId: row.operator_id,
    onBehalfOf: row.on_behalf_of,
    endsOn: row.ends_on,
    reversesId: row.reverses_id,
    reversedById: row.reversed_by_id,
    created: row.created_n,
    changed: row.changed_n,
    removed: row.removed_n,
    other: row.other_n,
    leftOut: row.left_out,
  }
}

function isKnown(ctx: Ctx, { kind, entity, operatorId }: ChangeSet): boolean {
  if (ctx.system || ctx.can(may.readAudit)) return true
  if (operatorId !== null && operatorId === doerOf(ctx)) return true
  return kind === 'removal' && entity !== null && wholeEntities(ctx).includes(entity)
}
