import type { Ctx } from '../ctx.js'
import { Refusal } from '../plugin/refusal.js'
import { coreSettings } from '../settings/core-settings.js'
import { addMinutes } from '../time/instant.js'

const TRIES_OF_ADDRESS = 30

export interface Attempt {
  /** As typed, lower case, at most 64 signs; it need not be anybody's. */
  readonly login: string
  readonly address: string
}

/**
 * Throws 429 while the login is locked (`core.login-locked`, the same for logins nobody has) or too many failures came
 * from the address (`core.too-many`), with `Retry-After` in seconds. Such an attempt is not counted.
 */
export async function refuseLocked(ctx: Ctx, { login, address }: Attempt): Promise<void> {
  const now = ctx.now()
  const lock = await lastLock(ctx, login)
  if (lock && lock.locked_until > now) throw locked(lock.locked_until, now)

  const { signInMinutes } = await ctx.settings('core', coreSettings)
  const oldest: { at: string }[] = await ctx
    .db('core_sign_in_attempt')
    .where({ address })
    .where('at', '>', addMinutes(now, -signInMinutes))
    .orderBy('at', 'desc')
    .limit(TRIES_OF_ADDRESS)
    .select('at')
  const nth = oldest[TRIES_OF_ADDRESS - 1]
  if (nth) throw tooMany(addMinutes(nth.at, signInMinutes), now)
}

/**
 * Counts a failure. The fifth within fifteen minutes (settings) locks the login for fifteen from now; then the instant
 * of the lock's end is returned, otherwise null.
 */
export async function countFailure(ctx: Ctx, { login, address }: Attempt): Promise<string | null> {
  const { signInTries, signInMinutes } = await ctx.settings('core', coreSettings)
  const now = ctx.now()
  const lock = await lastLock(ctx, login)
  const [counted] = await ctx
    .db('core_sign_in_attempt')
    .where({ login })
    .where('at', '>', addMinutes(now, -signInMinutes))
    .where('id', '>', lock?.id ?? 0)
    .count({ n: '*' })
  const locks = Number(counted?.n ?? 0) + 1 >= signInTries
  const until = locks ? addMinutes(now, signInMinutes) : null
  await ctx.db('core_sign_in_attempt').insert({ login, address, at: now, locked_until: until })

  return until
}

/** Forgets the failures of a login: after a right password, or when somebody lifts its lock. */
export async function forgetFailures(ctx: Ctx, login: string): Promise<number> {
  return ctx.db('core_sign_in_attempt').where({ login }).delete()
}

/** Until when the login is locked, or null. */
export async function lockedUntil(ctx: Ctx, login: string): Promise<string | null> {
  const lock = await lastLock(ctx, login)
  return lock && lock.locked_until > ctx.now() ? lock.locked_until : null
}

/** Clears away failures nobody counts any more; a schedule's work. */
export async function sweepAttempts(ctx: Ctx): Promise<void> {
  await ctx
    .db('core_sign_in_attempt')
    .where('at', '<', addMinutes(ctx.now(), -2 * 1440))
    .delete()
}

/** 429 of a locked login; `until` and `now` are UTC instants. */
export function locked(until: string, now: string): Refusal {
  const seconds = secondsTo(until, now)
  return new Refusal('core.login-locked', {
    status: 429,
    params: { count: Math.ceil(seconds / 60) },
    headers: { 'Retry-After': String(seconds) },
  })
}

function tooMany(until: string, now: string): Refusal {
  return new Refusal('core.too-many', { status: 429, headers: { 'Retry-After': String(secondsTo(until, now)) } })
}

function secondsTo(until: string, now: string): number {
  return Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000))
}

async function lastLock(ctx: Ctx, login: string): Promise<{ id: number; locked_until: string } | undefined> {
  return ctx
    .db('core_sign_in_attempt')
    .where({ login })
    .whereNotNull('locked_until')
    .orderBy('id', 'desc')
    .first('id', 'locked_until')
}
