import type { Ctx } from '../ctx.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'

/** A code once, and no unit below itself: `core.unit-code-taken`, `core.unit-circle`. */
export async function judgeUnit(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const refused: FieldRefusal[] = []
  const id = before ? Number(before.id) : null
  if (changed.has('code') && after.code && (await codeTaken(ctx, String(after.code), id)))
    refused.push({ path: 'code', code: 'core.unit-code-taken' })
  if (changed.has('parentId') && id !== null && (await isBelow(ctx, Number(after.parentId), id)))
    refused.push({ path: 'parentId', code: 'core.unit-circle' })

  return refused
}

async function codeTaken(ctx: Ctx, code: string, id: number | null): Promise<boolean> {
  const row = await ctx.db('core_unit').where({ code }).first('id')
  return row !== undefined && row.id !== id
}

async function isBelow(ctx: Ctx, candidate: number, id: number): Promise<boolean> {
  const rows: { id: number; parent_id: number | null }[] = await ctx.db('core_unit').select('id', 'parent_id')
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]))
  const seen = new Set<number>()
  for (let at: number | null | undefined = candidate; at && !seen.has(at); at = parents.get(at)) {
    if (at === id) return true
    seen.add(at)
  }

  return false
}
