import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { may } from '../../permissions.js'
import { refuseFields } from '../../plugin/refusal.js'
import { slug } from '../../text/slug.js'
import { ContractorRole, contractorRole } from '../roles/contractor-role.js'

type Values = Readonly<Record<string, unknown>>

/** Signs of a role's key, as the columns that hold it have them. */
const KEY = 20

/** Makes a role after the last one; its key is the slug of its Polish name, for ever. `core.attribute-key-taken` when another has it. */
export async function createContractorRole(ctx: Ctx, values: Values): Promise<ContractorRole> {
  const key = slug(String(values.labelPl ?? ''))
    .slice(0, KEY)
    .replace(/-$/, '')
  const taken = key !== '' && (await ContractorRole.query(ctx.db).findOne({ key }))
  if (taken) throw refuseFields([{ path: 'labelPl', code: 'core.attribute-key-taken' }])
  const last = await ContractorRole.query(ctx.db).orderBy('position', 'desc').first()

  return create(ctx, contractorRole, {
    ...values,
    key: key === '' ? null : key,
    position: String((last?.position ?? 0) + 1),
  })
}

/** Moves a role one place up or down wherever roles are listed. */
export async function moveContractorRole(ctx: Ctx, id: number, direction: 'up' | 'down'): Promise<void> {
  ctx.must(may.manageAttributes)
  const rows = await ContractorRole.query(ctx.db).orderBy('position').orderBy('id')
  const at = rows.findIndex((row) => row.id === id)
  const to = direction === 'up' ? at - 1 : at + 1
  const [moved] = at < 0 ? [] : rows.splice(at, 1)
  if (moved === undefined || to < 0 || to > rows.length) return
  rows.splice(to, 0, moved)
  for (const [index, row] of rows.entries()) {
    if (row.position !== index + 1)
      await save(ctx, contractorRole, row.id, { version: row.version, position: String(index + 1) })
  }
}

/** Puts a role away: no longer offered, still shown and found on those who have it; or takes it back. */
export async function archiveContractorRole(ctx: Ctx, id: number, archived: boolean): Promise<ContractorRole> {
  const row = await seenOne(ctx, contractorRole, id)
  return save(ctx, contractorRole, id, { version: row.version, archivedAt: archived ? ctx.now() : null })
}

/** How many contractors have each role, by its key. */
export async function contractorRoleUses(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx
    .db('core_contractor_role_link')
    .groupBy('role')
    .select<{ role: string; n: number | string }[]>('role', ctx.db.raw('count(*) as n'))
  return new Map(rows.map(({ role, n }) => [role, Number(n)]))
}
