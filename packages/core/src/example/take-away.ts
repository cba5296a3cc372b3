import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import { engineOf } from '../db/connect.js'
import { raise } from '../entity/revision.js'
import { unseal } from '../history/seal-audit.js'
import { sweepWords } from '../search/sweep-words.js'
import type { ChangedRow, Row } from './brought.js'
import { type Gone, planRemoval, type Removal } from './plan-removal.js'

/**
 * Deletes the example firm in the transaction of `ctx`, guards lifted by the caller, and puts back what it had changed.
 * Gives the hashes of stored files that nothing needs any more. Refuses as `planRemoval`.
 */
export async function takeAway(ctx: Ctx): Promise<readonly string[]> {
  const removal = await planRemoval(ctx)
  const files = await filesOf(ctx, removal)
  await loosenKeys(ctx, true)
  try {
    await deleteRows(ctx, removal)
  } finally {
    await loosenKeys(ctx, false)
  }
  for (const name of ['access', 'attributes', 'settings', 'event-types', 'contractor-roles'] as const)
    await raise(ctx, name)

  return unneeded(ctx, removal, files)
}

async function deleteRows(ctx: Ctx, { exampleId, gone, changed }: Removal): Promise<void> {
  await deleteLoose(ctx, gone)
  for (const [table, ids] of gone)
    for (const part of inParts([...ids])) await ctx.db(table).whereIn('id', part).delete()
  for (const row of changed) await putBack(ctx, row)
  await sweepWords(ctx)
  // Its entries left with it.
  await unseal(ctx, null)
  await ctx.db('core_example').where({ id: exampleId }).delete()
}

/** The order of deleting does not matter then: SQLite looks at its end, MariaDB not at all, and nothing is left pointing. */
async function loosenKeys(ctx: Ctx, loose: boolean): Promise<void> {
  if (engineOf(ctx.db) === 'mariadb') await ctx.db.raw(`set foreign_key_checks = ${loose ? 0 : 1}`)
  else if (loose) await ctx.db.raw('pragma defer_foreign_keys = on')
}

/** Rows that name a record without a foreign key: its trail, its search rows, its attributes, its login's failures. */
async function deleteLoose(ctx: Ctx, gone: Gone): Promise<void> {
  for (const { id: entity, model } of ctx.registry.plugins.flatMap((plugin) => plugin.entities ?? [])) {
    for (const ids of inParts([...(gone.get(model.tableName) ?? [])])) {
      await ctx.db('core_audit').where({ entity }).whereIn('record', ids).delete()
      await ctx.db('core_audit').where({ part: entity }).whereIn('part_id', ids).delete()
      await unindex(
        ctx,
        await ctx.db('core_search_record').where({ entity }).whereIn('record_id', ids).pluck<number[]>('id'),
      )
      const types = ctx.db('core_attribute_type').where({ entity }).select('id')
      await ctx.db('core_attribute_value').whereIn('type_id', types).whereIn('record_id', ids).delete()
    }
  }
  for (const ids of inParts([...(gone.get('core_operator') ?? [])])) {
    const logins = await ctx.db('core_operator').whereIn('id', ids).pluck<string[]>('login')
    await ctx.db('core_sign_in_attempt').whereIn('login', logins).delete()
  }
}

async function unindex(ctx: Ctx, ids: readonly number[]): Promise<void> {
  for (const part of inParts(ids)) {
    await ctx.db('core_search_hit').whereIn('search_id', part).delete()
    await ctx.db('core_search_record').whereIn('id', part).delete()
  }
}

/** A column goes back to what it was unless somebody has set it anew since. */
async function putBack(ctx: Ctx, { table, key, before, after }: ChangedRow): Promise<void> {
  if (before === null) {
    await ctx.db(table).where(key).delete()
    return
  }
  const now: Row | undefined = await ctx.db(table).where(key).first()
  if (!now) return
  const own = Object.keys(before).filter(
    (column) => !same(before[column], after[column]) && same(plain(now)[column], after[column]),
  )
  if (own.length > 0)
    await ctx
      .db(table)
      .where(key)
      .update(Object.fromEntries(own.map((column) => [column, before[column]])))
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function plain(row: Row): Row {
  return JSON.parse(JSON.stringify(row)) as Row
}

async function filesOf(ctx: Ctx, { gone, tables }: Removal): Promise<ReadonlySet<string>> {
  const files = new Set<string>()
  for (const { name, columns } of tables) {
    if (!columns.has('sha256')) continue
    for (const part of inParts([...(gone.get(name) ?? [])]))
      for (const sha of await ctx.db(name).whereIn('id', part).whereNotNull('sha256').pluck<string[]>('sha256'))
        files.add(sha)
  }

  return files
}

async function unneeded(ctx: Ctx, { tables }: Removal, files: ReadonlySet<string>): Promise<readonly string[]> {
  const needed = new Set<string>()
  for (const { name, columns } of tables) {
    if (!columns.has('sha256')) continue
    for (const part of inParts([...files]))
      for (const sha of await ctx.db(name).whereIn('sha256', part).pluck<string[]>('sha256')) needed.add(sha)
  }

  return [...files].filter((sha) => !needed.has(sha))
}
