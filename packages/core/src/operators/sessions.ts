import type { Ctx } from '../ctx.js'
import { notFound } from '../plugin/refusal.js'
import { coreSettings } from '../settings/core-settings.js'
import { addMinutes } from '../time/instant.js'
import { digest, randomToken } from './secrets.js'

export interface Whence {
  /** Address of the client as the server knows it. */
  readonly address?: string
  /** What the browser calls itself; shown in the list of own sessions. */
  readonly agent?: string
}

export interface SessionView {
  readonly id: number
  readonly createdAt: string
  readonly seenAt: string
  readonly address: string | null
  readonly agent: string | null
  readonly current: boolean
}

/** Opens a session and gives its id, 256 random bits, which is kept nowhere but in the browser's cookie. */
export async function createSession(ctx: Ctx, operatorId: number, { address, agent }: Whence = {}): Promise<string> {
  const { sessionHours, sessionIdleMinutes } = await ctx.settings('core', coreSettings)
  const token = randomToken()
  const now = ctx.now()
  await ctx.db('core_session').insert({
    operator_id: operatorId,
    token_hash: digest(token),
    created_at: now,
    seen_at: now,
    ends_at: addMinutes(now, sessionHours * 60),
    idle_minutes: sessionIdleMinutes,
    address: address?.slice(0, 64) ?? null,
    agent: agent?.slice(0, 200) ?? null,
  })

  return token
}

/**
 * Gives a session another id, and lets it act by a substitution, or for nobody. The one it had is good for nothing; when
 * and how long it runs stays. 404 when it ended meanwhile.
 */
export async function actSession(ctx: Ctx, token: string, actingId: number | null): Promise<string> {
  const next = randomToken()
  const changed = await ctx
    .db('core_session')
    .where({ token_hash: digest(token) })
    .update({ token_hash: digest(next), acting_id: actingId })
  if (changed === 0) throw notFound()

  return next
}

/** Ends the session of this cookie; nothing happens when there is none. */
export async function endSession(ctx: Ctx, token: string): Promise<void> {
  await ctx
    .db('core_session')
    .where({ token_hash: digest(token) })
    .delete()
}

/** Ends the sessions of an operator: all of them, one by its id, or all but that of a cookie. Says how many. */
export async function endSessions(
  ctx: Ctx,
  operatorId: number,
  { id, except }: { readonly id?: number; readonly except?: string } = {},
): Promise<number> {
  const rows = ctx.db('core_session').where({ operator_id: operatorId })
  if (id !== undefined) rows.where({ id })
  if (except !== undefined) rows.whereNot({ token_hash: digest(except) })
  return rows.delete()
}

/** The operator's sessions that have not run out, the latest used first; `token` marks the one that asks. */
export async function sessionsOf(ctx: Ctx, operatorId: number, token = ''): Promise<readonly SessionView[]> {
  const rows: SessionRow[] = await ctx
    .db('core_session')
    .where({ operator_id: operatorId })
    .where('ends_at', '>', ctx.now())
    .orderBy('seen_at', 'desc')
    .select('id', 'created_at', 'seen_at', 'idle_minutes', 'address', 'agent', 'token_hash')
  const own = digest(token)

  return rows
    .filter((row) => addMinutes(row.seen_at, row.idle_minutes) > ctx.now())
    .map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      address: row.address,
      agent: row.agent,
      current: row.token_hash === own,
    }))
}

/** Whether the session of this cookie lasts at `now` (UTC instant), and its operator works here; asking does not prolong it. */
export async function sessionHolds(db: Ctx['db'], token: string, now: string): Promise<boolean> {
  const row: Pick<SessionRow, 'seen_at' | 'idle_minutes'> | undefined = await db('core_session as s')
    .join('core_operator as o', 'o.id', 's.operator_id')
    .where('s.token_hash', digest(token))
    .where('s.ends_at', '>', now)
    .whereNull('o.deactivated_at')
    .first('s.seen_at', 's.idle_minutes')
  return row !== undefined && addMinutes(row.seen_at, row.idle_minutes) > now
}

/** Clears away sessions that have run out; a schedule's work. */
export async function sweepSessions(ctx: Ctx): Promise<void> {
  await ctx.db('core_session').where('ends_at', '<=', ctx.now()).delete()
}

interface SessionRow {
  readonly id: number
  readonly created_at: string
  readonly seen_at: string
  readonly idle_minutes: number
  readonly address: string | null
  readonly agent: string | null
  readonly token_hash: string
}
