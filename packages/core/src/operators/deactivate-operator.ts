import type { Ctx } from '../ctx.js'
import { doerOf } from '../entity/doer.js'
import { save } from '../entity/save.js'
import { may } from '../permissions.js'
import type { Entity } from '../plugin/entity.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import { holdsAll, loadAccess } from './access.js'
import { administratorsLeft } from './administrators-left.js'
import { operator, Operator } from './operator.js'
import { endSessions } from './sessions.js'
import { forgetFailures } from './sign-in-attempts.js'

/**
 * Sends an operator home: his sessions and tokens are good for nothing from now. Refuses `core.not-yourself`,
 * `core.last-administrator`, `core.grants-more`, and `core.hand-over-needed` (with `open: { <entity>: count }`) while
 * open records are his.
 */
export async function deactivateOperator(ctx: Ctx, id: number, { version }: { version?: number }): Promise<void> {
  const row = await judged(ctx, id)
  if (row.id === ctx.operator?.id || row.id === doerOf(ctx)) throw new Refusal('core.not-yourself')
  if (!(await administratorsLeft(ctx, { without: id }))) throw new Refusal('core.last-administrator')

  const open = await openRecords(ctx, id)
  const count = Object.values(open).reduce((sum, n) => sum + n, 0)
  if (count > 0) throw new Refusal('core.hand-over-needed', { params: { count }, extra: { open } })

  await save(ctx, operator, id, { version, deactivatedAt: ctx.now() })
  await endSessions(ctx, id)
}

/** Lets an operator in again, with the role he had. */
export async function reactivateOperator(ctx: Ctx, id: number, { version }: { version?: number }): Promise<void> {
  await judged(ctx, id)
  await save(ctx, operator, id, { version, deactivatedAt: null })
}

/** Lifts the lock of a login before its fifteen minutes are over. */
export async function unlockOperator(ctx: Ctx, id: number): Promise<void> {
  const row = await judged(ctx, id)
  await forgetFailures(ctx, row.login)
}

/** How many open records name the operator in an owner column, by entity; only entities that say what open means. */
export async function openRecords(ctx: Ctx, id: number): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const entity of ctx.registry.plugins.flatMap((plugin) => plugin.entities ?? [])) {
    const n = await openOf(ctx, entity, id)
    if (n > 0) counts[entity.id] = n
  }

  return counts
}

async function openOf(ctx: Ctx, { own = [], open, model }: Entity, id: number): Promise<number> {
  if (!open || own.length === 0) return 0
  const rows = model.query(ctx.db).where((any) => {
    for (const column of own) any.orWhere(model.propertyNameToColumnName(column), id)
  })

  return open(rows).resultSize()
}

async function judged(ctx: Ctx, id: number): Promise<Operator> {
  ctx.must(may.manageOperators)
  const row = await Operator.query(ctx.db).findById(id)
  if (!row) throw notFound()
  if (!holdsAll(ctx, await loadAccess(ctx.db), row.roleId)) throw new Refusal('core.grants-more')

  return row
}
