import type { Knex } from 'knex'
import type { Ctx } from '../ctx.js'
import { selectRaw } from '../db/select-raw.js'

/** What is kept in memory and must notice a change at the next request, whichever process made it. */
export type RevisionName = 'access' | 'attributes' | 'settings' | 'event-types' | 'contractor-roles' | 'webhooks'
export type Revisions = ReadonlyMap<string, number>

interface Known {
  revisions: Revisions
  /** Raised in this very transaction: what is read now may still be rolled back, so nobody may keep it. */
  readonly raised: Set<string>
}

const known = new WeakMap<object, Known>()

/**
 * What stays the same while one thing is done: the transaction, which all that is derived from a ctx shares; without one
 * the ctx, for the plain connection is everybody's.
 */
export function doingOf(ctx: Ctx): object {
  return ctx.db.isTransaction ? ctx.db : ctx
}

/** Raises a revision in the transaction of the change. What was read under the old number is no longer current. */
export async function raise(ctx: Ctx, name: RevisionName): Promise<void> {
  await ctx
    .db('core_revision')
    .insert({ name, n: 1 })
    .onConflict('name')
    .merge({ n: ctx.db.raw('?? + 1', ['core_revision.n']) })
  const { raised } = known.get(doingOf(ctx)) ?? { raised: new Set<string>() }
  known.set(doingOf(ctx), { revisions: await readRevisions(ctx.db), raised: raised.add(name) })
}

/** The number of a revision (0 until it is first raised), and whether what is read under it may be kept in memory. */
export async function revisionOf(
  ctx: Ctx,
  name: RevisionName,
): Promise<{ readonly n: number; readonly settled: boolean }> {
  const mine = known.get(doingOf(ctx)) ?? { revisions: await readRevisions(ctx.db), raised: new Set<string>() }
  known.set(doingOf(ctx), mine)
  return { n: mine.revisions.get(name) ?? 0, settled: !mine.raised.has(name) }
}

/** Tells a ctx the revisions that came along with another query, made before anything else was read for it. */
export function tellRevisions(ctx: Ctx, revisions: Revisions): void {
  known.set(doingOf(ctx), { revisions, raised: new Set() })
}

/** All revisions in one query; each ctx asks once. */
async function readRevisions(db: Knex): Promise<Revisions> {
  const rows = await selectRaw<{ name: string; n: number }>(db, 'select name, n from core_revision', [])
  return new Map(rows.map(({ name, n }) => [name, Number(n)]))
}
