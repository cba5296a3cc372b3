import type { Ctx } from '../ctx.js'
import { grouped, inParts } from '../db/bulk.js'
import type { Model, Recorded } from '../db/model.js'
import { inSavepoint } from '../db/savepoint.js'
import { followersOf } from '../entity/followers.js'
import { policyOf } from '../entity/policy.js'
import { takeOut } from '../entity/remove.js'
import { seenByIds } from '../entity/seen.js'
import { shapeOf } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import type { ReversedEntry } from '../plugin/reversals.js'
import { reversalOf } from './reverse-entry.js'

/** Records of one entity that a change set made, each with all its entries here. */
type Made = ReadonlyMap<number, readonly ReversedEntry[]>

/**
 * Removes together what a change set made, some hundred records with a few statements. Takes only those that plainly may go:
 * seen, editable, neither changed nor used since, all of whose entries here are the set's own and no plugin undoes in its own
 * way. Answers the ids of the entries that are undone by it; the others are undone one by one, and said why not.
 */
export async function removeMade(ctx: Ctx, entries: readonly ReversedEntry[]): Promise<ReadonlySet<number>> {
  const undone = new Set<number>()
  for (const [entityId, own] of grouped(entries, ({ entity }) => entity)) {
    const entity = ctx.registry.entity(entityId)
    if (!entity) continue
    const made = madeOf(ctx, entity, own)
    const rows = await free(ctx, entity, made)
    if (rows.length < 2 || !(await takenOut(ctx, entity, rows))) continue
    for (const { id } of rows) for (const entry of made.get(id) ?? []) undone.add(entry.id)
  }
  return undone
}

/** What happened to a record between is undone by its going, as are the parts it was given. */
function madeOf(ctx: Ctx, entity: Entity, entries: readonly ReversedEntry[]): Made {
  const parts = new Set(followersOf(ctx, entity).map(({ follower }) => follower.id))
  const plain = (entry: ReversedEntry) =>
    entry.action !== 'removed' &&
    entry.action !== 'restored' &&
    (entry.part === null || parts.has(entry.part)) &&
    reversalOf(ctx, entry, undefined) === undefined
  const byRecord = grouped(entries, ({ record }) => record ?? 0)
  return new Map(
    [...byRecord].filter(([record, own]) => {
      const first = own.at(-1)
      return record > 0 && first?.action === 'created' && first.part === null && own.every(plain)
    }),
  )
}

/** Those of them that may go now. */
async function free(ctx: Ctx, entity: Entity, made: Made): Promise<readonly Recorded[]> {
  const rows: Recorded[] = []
  for (const part of inParts([...made.keys()])) {
    const there = (await seenByIds<Model>(ctx, entity, part)) as unknown as Recorded[]
    const ids = there.map(({ id }) => id)
    const mine = await editableOf(ctx, entity, ids)
    const held = new Set([...(await changedSince(ctx, entity, made, ids)), ...(await referred(ctx, entity, ids))])
    rows.push(...there.filter(({ id }) => mine.has(id) && !held.has(id)))
  }
  return rows
}

async function editableOf(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const policy = policyOf(ctx, entity, 'edit')
  if (policy === null) return new Set(ids)
  const { tableName } = entity.model
  return new Set(
    await ctx
      .db(tableName)
      .whereIn(`${tableName}.id`, [...ids])
      .whereRaw(policy.sql, [...policy.bindings])
      .pluck<number[]>(`${tableName}.id`),
  )
}

/** Of an entry, their own or a part's, that neither the set nor its reversal wrote. */
async function changedSince(ctx: Ctx, entity: Entity, made: Made, ids: readonly number[]): Promise<number[]> {
  const [one] = [...made.values()].flat()
  const sets = [one?.changeSetId ?? 0, ctx.changeSet ?? 0]
  return ctx
    .db('core_audit')
    .where({ entity: entity.id })
    .whereIn('record', [...ids])
    .where((or) => void or.whereNull('change_set_id').orWhereNotIn('change_set_id', sets))
    .distinct()
    .pluck<number[]>('record')
}

/** Those that a record of any plugin points at; what is but a part of them goes with them. */
async function referred(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<number[]> {
  const found: number[] = []
  for (const other of ctx.registry.plugins.flatMap(({ entities = [] }) => entities))
    for (const { field, column, name } of shapeOf(other).fields) {
      if (column === null || field.of?.().id !== entity.id || (other.part && other.follows === name)) continue
      found.push(
        ...(await ctx
          .db(other.model.tableName)
          .whereIn(column, [...ids])
          .distinct()
          .pluck<number[]>(column)),
      )
    }
  return found
}

/** All of them or, where one may not go after all, none. */
async function takenOut(ctx: Ctx, entity: Entity, rows: readonly Recorded[]): Promise<boolean> {
  try {
    await inSavepoint(ctx.db, () => takeOut(ctx, entity, rows))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
