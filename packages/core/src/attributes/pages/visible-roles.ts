import type { Ctx } from '../../ctx.js'
import { seen } from '../../entity/seen.js'
import type { DictionaryItem } from '../../plugin/fields.js'

/** More roles than any firm has. */
const MOST = 200

/** The roles of the firm as choices; their keys are ids. */
export async function visibleRoles(ctx: Ctx): Promise<readonly DictionaryItem[]> {
  const role = ctx.registry.entity('core.role')
  if (!role) return []
  const rows = await seen(ctx, role).orderBy(`${role.model.tableName}.id`).limit(MOST)
  return rows.map((row) => ({ key: String(row.id), label: role.label(row) }))
}
