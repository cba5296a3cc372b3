import type { Ctx } from '../ctx.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { fold } from '../text/fold.js'
import { holdsAll, loadAccess } from './access.js'

const DEEPEST = 5

/**
 * Rules of a role: its name is taken (`core.role-name-taken`, by `fold`), of the built-in one only the need of a second
 * factor changes (`core.role-built-in`), extending is at most five deep and never in a circle (`core.role-circle`), nobody
 * lets a role inherit more than he has himself, or says of a role that may more whether it needs a second factor
 * (`core.grants-more`).
 */
export async function judgeRole(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const fixed = [...changed].find((key) => key !== 'requiresTotp')
  if (before && Boolean(before.builtIn) && fixed) return [{ path: fixed, code: 'core.role-built-in' }]

  const refused: FieldRefusal[] = []
  const id = before ? Number(before.id) : null
  if (id !== null && changed.has('requiresTotp') && !holdsAll(ctx, await loadAccess(ctx.db), id))
    refused.push({ path: 'requiresTotp', code: 'core.grants-more' })
  if (changed.has('name') && (await nameTaken(ctx, String(after.name ?? ''), id)))
    refused.push({ path: 'name', code: 'core.role-name-taken' })
  if (changed.has('extendsId') && after.extendsId)
    refused.push(...(await judgeParent(ctx, Number(after.extendsId), id)))

  return refused
}

async function nameTaken(ctx: Ctx, name: string, id: number | null): Promise<boolean> {
  const row = await ctx
    .db('core_role')
    .where({ name_fold: fold(name) })
    .first('id')
  return row !== undefined && row.id !== id
}

async function judgeParent(ctx: Ctx, parentId: number, id: number | null): Promise<readonly FieldRefusal[]> {
  const rows: { id: number; extends_id: number | null }[] = await ctx.db('core_role').select('id', 'extends_id')
  const parents = new Map(rows.map((row) => [row.id, row.extends_id]))
  if (!parents.has(parentId)) return []

  const above = chain(parents, parentId)
  if ((id !== null && above.includes(id)) || above.length + depthBelow(rows, id) > DEEPEST)
    return [{ path: 'extendsId', code: 'core.role-circle' }]

  const access = await loadAccess(ctx.db)
  return holdsAll(ctx, access, parentId) ? [] : [{ path: 'extendsId', code: 'core.grants-more' }]
}

/** The role and all it inherits from, nearest first. */
function chain(parents: ReadonlyMap<number, number | null>, from: number): number[] {
  const met: number[] = []
  for (let at: number | null | undefined = from; at && !met.includes(at); at = parents.get(at)) met.push(at)

  return met
}

/** How many levels stand below the role, itself not counted. */
function depthBelow(rows: readonly { id: number; extends_id: number | null }[], id: number | null, level = 0): number {
  if (id === null || level > DEEPEST) return level
  const below = rows.filter((row) => row.extends_id === id)

  return below.reduce((deepest, row) => Math.max(deepest, depthBelow(rows, row.id, level + 1)), level)
}
