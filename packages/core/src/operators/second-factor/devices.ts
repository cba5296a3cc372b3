import type { Ctx } from '../../ctx.js'
import { auditChange } from '../../entity/audit.js'
import { notFound } from '../../plugin/refusal.js'
import { coreSettings } from '../../settings/core-settings.js'
import { addMinutes } from '../../time/instant.js'
import type { Operator } from '../operator.js'
import { digest, randomToken } from '../secrets.js'
import type { Whence } from '../sessions.js'

const TABLE = 'core_device'
const DAY = 1440

export interface DeviceView {
  readonly id: number
  readonly createdAt: string
  /** UTC instant from which the code is asked again. */
  readonly endsAt: string
  readonly address: string | null
  readonly agent: string | null
}

/** For how many days a browser may go without the code; 0: none may. */
export async function rememberDays(ctx: Ctx): Promise<number> {
  return (await ctx.settings('core', coreSettings)).rememberDeviceDays
}

/** Remembers the browser somebody signed in with; gives what its cookie is to say, null when none may be remembered. */
export async function rememberDevice(
  ctx: Ctx,
  { id, name }: Pick<Operator, 'id' | 'name'>,
  { address, agent }: Whence,
): Promise<string | null> {
  if ((await rememberDays(ctx)) === 0) return null
  const token = randomToken()
  await ctx.db(TABLE).insert({
    operator_id: id,
    token_hash: digest(token),
    created_at: ctx.now(),
    address: address?.slice(0, 64) ?? null,
    agent: agent?.slice(0, 200) ?? null,
  })
  await auditChange(ctx, { entity: 'core.operator', record: id, label: name, action: 'device-remembered' })
  return token
}

/** Whether the operator need not show a code in the browser whose cookie says this. */
export async function isRemembered(ctx: Ctx, operatorId: number, token: string): Promise<boolean> {
  const since = await remembersSince(ctx)
  if (token.length !== 43 || since === null) return false
  const row: unknown = await ctx
    .db(TABLE)
    .where({ operator_id: operatorId, token_hash: digest(token) })
    .where('created_at', '>', since)
    .first('id')
  return row !== undefined
}

/** The browsers an operator need not show a code in, the newest first. */
export async function devicesOf(ctx: Ctx, operatorId: number): Promise<readonly DeviceView[]> {
  const since = await remembersSince(ctx)
  if (since === null) return []
  const days = await rememberDays(ctx)
  const rows: { id: number; created_at: string; address: string | null; agent: string | null }[] = await ctx
    .db(TABLE)
    .where({ operator_id: operatorId })
    .where('created_at', '>', since)
    .orderBy('id', 'desc')
    .limit(100)
    .select('id', 'created_at', 'address', 'agent')
  return rows.map(({ id, created_at, address, agent }) => ({
    id,
    createdAt: created_at,
    endsAt: addMinutes(created_at, days * DAY),
    address,
    agent,
  }))
}

/** The code is asked again in one browser of an operator; 404 when he has no such one. */
export async function forgetDevice(ctx: Ctx, operatorId: number, id: number): Promise<void> {
  const gone = await ctx.db(TABLE).where({ operator_id: operatorId, id }).delete()
  if (gone === 0) throw notFound()
}

/** The code is asked again everywhere. */
export async function forgetDevices(ctx: Ctx, operatorId: number): Promise<void> {
  await ctx.db(TABLE).where({ operator_id: operatorId }).delete()
}

/** Clears away browsers that were remembered too long ago; a schedule's work. */
export async function sweepDevices(ctx: Ctx): Promise<void> {
  const since = (await remembersSince(ctx)) ?? ctx.now()
  await ctx.db(TABLE).where('created_at', '<=', since).delete()
}

/** A setting that was lowered holds for browsers remembered before, too. Null: none is. */
async function remembersSince(ctx: Ctx): Promise<string | null> {
  const days = await rememberDays(ctx)
  return days === 0 ? null : addMinutes(ctx.now(), -days * DAY)
}
