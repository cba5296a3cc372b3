import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import type { Permission, Scope } from '../plugin/permissions.js'
import { columnOf, shapeOf } from './shape.js'

/** A condition with its values; identifiers in it come from constants only. */
export interface Sql {
  readonly sql: string
  readonly bindings: readonly (string | number)[]
}

export type Right = 'read' | 'edit'

/** Nothing at all. */
export const nothing: Sql = { sql: '1 = 0', bindings: [] }

const DEEPEST = 6

/**
 * What the asking one may read or edit of an entity, as one SQL condition over `table` (the entity's own unless said);
 * null for everything. From his grant's scope, the entity's owner columns, what was shared with
 * him, the parent that widens it or decides alone.
 */
export function policyOf(ctx: Ctx, entity: Entity, right: Right, table = entity.model.tableName): Sql | null {
  return compile(ctx, entity, right, table, 0)
}

/** The permission that decides over an entity: its own, or that of what it follows. */
export function permissionOf(entity: Entity, right: Right): Permission | 'signed-in' {
  const parent = entity.follows === undefined ? null : targetOf(entity, entity.follows)
  return parent ? permissionOf(parent.target, right) : entity[right]
}

/** How far a permission reaches for the asking one; null when he has it not at all. */
export function scopeOf(ctx: Ctx, permission: Permission | 'signed-in'): Scope | null {
  if (ctx.system) return 'all'
  if (!ctx.operator) return null
  if (permission === 'signed-in') return 'all'
  const scope = ctx.operator.grants.get(permission.id) ?? null
  return scope !== null && !permission.scoped ? 'all' : scope
}

/** A reference to what may not be seen counts as empty: that `column` names a visible record of `target`; null when all are. */
export function onlyVisible(ctx: Ctx, target: Entity | undefined, column: string): Sql | null {
  const policy = target ? policyOf(ctx, target, 'read') : null
  if (!target || !policy) return null
  const there = target.model.tableName
  return {
    sql: `${column} in (select \`${there}\`.\`id\` from \`${there}\` where ${policy.sql})`,
    bindings: policy.bindings,
  }
}

function compile(ctx: Ctx, entity: Entity, right: Right, table: string, depth: number): Sql | null {
  if (depth > DEEPEST) throw new Error(`the policy of ${entity.id} goes in a circle`)
  if (ctx.system) return null
  if (entity.follows !== undefined)
    return bothOf(opened(ctx, entity, entity.follows, right, table, depth), papersSeen(ctx, entity, table, depth))

  const scope = scopeOf(ctx, entity[right])
  if (scope === null) return nothing
  if (scope === 'all') return null
  const people = scope === 'own' ? [ctx.operator?.id ?? 0] : (ctx.operator?.department ?? [])
  const ways = [
    ...(entity.own ?? []).map((prop) => among(`\`${table}\`.\`${columnOf(entity, prop)}\``, people)),
    ...sharedRows(ctx, entity, right, table),
    ...(entity.widens ?? []).map((name) => opened(ctx, entity, name, right, table, depth) ?? everyRow),
  ].filter((way) => way !== nothing)

  return anyOf(ways)
}

/**
 * Rows shared with the asking one, and not over; for reading only. Nothing is added for whoever has no share of this
 * entity, so that his statements stay what they were.
 */
function sharedRows({ operator, today }: Ctx, { id }: Entity, right: Right, table: string): readonly Sql[] {
  if (right !== 'read' || !operator?.shares.has(id)) return []
  const mine = '`entity` = ? and `operator_id` = ? and (`until_day` is null or `until_day` >= ?)'
  return [
    {
      sql: `\`${table}\`.\`id\` in (select \`record_id\` from \`core_share\` where ${mine})`,
      bindings: [id, operator.id, today()],
    },
  ]
}

const everyRow: Sql = { sql: '1 = 1', bindings: [] }

/** Of rows that are papers of other records, those whose record may be read; null: of all. */
function papersSeen(ctx: Ctx, entity: Entity, table: string, depth: number): Sql | null {
  if (!entity.paperOf) return null
  const [of, record] = [entity.paperOf.entity, entity.paperOf.record].map(
    (prop) => `\`${table}\`.\`${columnOf(entity, prop)}\``,
  ) as [string, string]
  const known = ctx.registry.plugins.flatMap(({ entities = [] }) => entities.filter(({ papers }) => papers))
  const policies = known.map((each) => ({ each, theirs: compile(ctx, each, 'read', each.model.tableName, depth + 1) }))
  const all = scopeOf(ctx, permissionOf(entity, 'read')) === 'all'
  if (all && policies.every(({ theirs }) => theirs === null)) return null

  const ways = policies.flatMap(({ each, theirs }): Sql[] => {
    if (theirs === nothing) return []
    if (theirs === null) return [{ sql: `${of} = ?`, bindings: [each.id] }]
    const there = each.model.tableName
    const sql = `(${of} = ? and ${record} in (select \`${there}\`.\`id\` from \`${there}\` where ${theirs.sql}))`
    return [{ sql, bindings: [each.id, ...theirs.bindings] }]
  })
  const ids = known.map(({ id }) => id)
  const gone = { sql: ids.length > 0 ? `${of} not in (${ids.map(() => '?').join(', ')})` : '1 = 1', bindings: ids }
  return anyOf([{ sql: `${of} is null`, bindings: [] }, ...ways, ...(all ? [gone] : [])])
}

/** Rows whose reference points at what may be seen there. */
function opened(ctx: Ctx, entity: Entity, name: string, right: Right, table: string, depth: number): Sql | null {
  const { target, column, required } = targetOf(entity, name)
  const there = target.model.tableName
  const theirs = compile(ctx, target, right, there, depth + 1)
  const here = `\`${table}\`.\`${column}\``
  if (theirs === nothing) return nothing
  if (theirs === null) return required ? null : { sql: `${here} is not null`, bindings: [] }
  return {
    sql: `${here} in (select \`${there}\`.\`id\` from \`${there}\` where ${theirs.sql})`,
    bindings: theirs.bindings,
  }
}

function targetOf(entity: Entity, name: string): { target: Entity; column: string; required: boolean } {
  const shape = shapeOf(entity).byName.get(name)
  if (!shape?.field.of || shape.column === null) throw new Error(`${entity.id}: ${name} is no reference`)
  return { target: shape.field.of(), column: shape.column, required: shape.field.required }
}

function among(column: string, ids: readonly number[]): Sql {
  if (ids.length === 0) return nothing
  return ids.length === 1
    ? { sql: `${column} = ?`, bindings: ids }
    : { sql: `${column} in (${ids.map(() => '?').join(', ')})`, bindings: ids }
}

function bothOf(one: Sql | null, other: Sql | null): Sql | null {
  if (one === null || other === null) return one ?? other
  if (one === nothing) return nothing
  return { sql: `(${one.sql} and ${other.sql})`, bindings: [...one.bindings, ...other.bindings] }
}

function anyOf(ways: readonly Sql[]): Sql | null {
  if (ways.includes(everyRow)) return null
  const [first, ...others] = ways
  if (!first) return nothing
  if (others.length === 0) return first
  return { sql: `(${ways.map(({ sql }) => sql).join(' or ')})`, bindings: ways.flatMap(({ bindings }) => bindings) }
}
