import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { doerOf } from '../entity/doer.js'
import { save } from '../entity/save.js'
import { may } from '../permissions.js'
import { notFound, Refusal, refuseFields } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import { holdsAll, loadAccess } from './access.js'
import { administratorsLeft } from './administrators-left.js'
import { handOver, openRecords } from './hand-over.js'
import { operatorDeactivated } from './hooks.js'
import { operator, Operator } from './operator.js'
import { forgetDevices } from './second-factor/devices.js'
import { endSessions } from './sessions.js'
import { forgetFailures } from './sign-in-attempts.js'
import { revokeTokens } from './tokens.js'

export interface Deactivation {
  readonly version?: number | undefined
  /** Who gets his open records; needed when there are any. */
  readonly handOverTo?: number | null | undefined
  /** Kept in the trail. */
  readonly reason: string
}

/**
 * Sends an operator home: his open records go to the heir, his sessions and tokens end. Refuses `core.not-yourself`,
 * `core.last-administrator`, `core.grants-more`, `core.hand-over-inactive` for an heir who does not work here, and
 * `core.hand-over-needed` (with `open: { <entity>: count }`) when there is none and open records are his.
 */
export async function deactivateOperator(
  ctx: Ctx,
  id: number,
  { version, handOverTo = null, reason }: Deactivation,
): Promise<void> {
  const row = await judged(ctx, id)
  if (row.id === ctx.operator?.id || row.id === doerOf(ctx)) throw new Refusal('core.not-yourself')
  if (!(await administratorsLeft(ctx, { without: id }))) throw new Refusal('core.last-administrator')

  if (handOverTo === null) await refuseOpen(ctx, id)
  else await mustInherit(ctx, id, handOverTo)
  if (normalText(reason) === '') throw refuseFields([{ path: 'reason', code: 'core.required' }])
  await save(ctx, operator, id, { version, deactivatedAt: ctx.now() })
  if (handOverTo !== null) await handOver(ctx, id, handOverTo)
  await endSessions(ctx, id)
  await forgetDevices(ctx, id)
  await revokeTokens(ctx, row)
  await auditChange(ctx, {
    entity: operator.id,
    record: id,
    label: row.name,
    action: 'deactivated',
    changes: [
      { field: 'reason', before: null, after: normalText(reason) },
      { field: 'handOverTo', before: null, after: handOverTo },
    ],
  })
  await ctx.announce(operatorDeactivated, { operatorId: id, handedOverTo: handOverTo })
}

/** Lets an operator in again, with the role he had; his tokens stay ended. */
export async function reactivateOperator(ctx: Ctx, id: number, { version }: { version?: number }): Promise<void> {
  await judged(ctx, id)
  await save(ctx, operator, id, { version, deactivatedAt: null })
}

/** Lifts the lock of a login before its fifteen minutes are over. */
export async function unlockOperator(ctx: Ctx, id: number): Promise<void> {
  const row = await judged(ctx, id)
  const lifted = await forgetFailures(ctx, row.login)
  if (lifted > 0)
    await auditChange(ctx, { entity: operator.id, record: id, label: row.name, action: 'unlocked', changes: [] })
}

/** The operator, when the one who asks may manage him: 404, `core.not-permitted`, `core.grants-more`. */
export async function judged(ctx: Ctx, id: number): Promise<Operator> {
  ctx.must(may.manageOperators)
  const row = await Operator.query(ctx.db).findById(id)
  if (!row) throw notFound()
  if (!holdsAll(ctx, await loadAccess(ctx.db), row.roleId)) throw new Refusal('core.grants-more')

  return row
}

async function refuseOpen(ctx: Ctx, id: number): Promise<void> {
  const open = await openRecords(ctx, id)
  const count = Object.values(open).reduce((sum, n) => sum + n, 0)
  if (count > 0)
    throw new Refusal('core.hand-over-needed', {
      params: { count },
      extra: { open },
      fields: [{ path: 'handOverTo', code: 'core.required' }],
    })
}

/** The heir is somebody else who works here; locked, so that nobody sends him home meanwhile. */
async function mustInherit(ctx: Ctx, id: number, heir: number): Promise<void> {
  const there: unknown = await ctx
    .db('core_operator')
    .where({ id: heir, kind: 'person' })
    .whereNull('deactivated_at')
    .forUpdate()
    .first('id')
  if (!there || heir === id) throw refuseFields([{ path: 'handOverTo', code: 'core.hand-over-inactive' }])
}
