import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, Locale } from '../ctx.js'
import { tellRevisions, type Revisions } from '../entity/revision.js'
import { createCtx, notPermitted } from '../host/create-ctx.js'
import type { Kernel } from '../host/kernel.js'
import { findSession, findToken } from '../operators/find-actor.js'
import type { StandIn } from '../operators/substitution/stand-in.js'
import { sessionCookie } from '../operators/session-cookie.js'
import { isSetUp } from '../operators/setup-state.js'
import { Refusal } from '../plugin/refusal.js'
import { localDay } from '../time/instant.js'
import { READING, type Door } from './door.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** When the session of this request ends unless it is used before, UTC; null without one. */
    sessionEndsAt: string | null
    /** For whom the one who sits there may stand in today; null without a session, and for nobody. */
    standIn: StandIn | null
    /** His role needs a second factor that he has not: he reaches only the page where he sets it up. */
    factorWanted: boolean
  }
}

/**
 * The first room of every request, before its body is looked at: is it from our own site, is the instance set up, who is
 * it, may he? Leaves `request.ctx` behind. Throws 403 `core.cross-site`, 503 `core.not-set-up`, 401 `core.not-signed-in`,
 * 403 `core.not-permitted`, 403 `core.second-factor-wanted`.
 */
export function edge(kernel: Kernel, door: Door) {
  const cookie = sessionCookie(kernel.config.publicAddress).name

  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    const given = {
      db: kernel.db,
      origin: door,
      requestId: request.id,
      log: request.log,
      locale: localeOf(kernel, request),
    } as const
    request.ctx = createCtx(kernel, given)
    if (door === 'page' && !READING.has(request.method)) refuseForeign(kernel, request)

    const { permission, firstRun, withoutFactor } = request.routeOptions.config
    if (permission === undefined && !request.is404) throw new Error(`no permission at ${request.routeOptions.url}`)
    if (!(await isSetUp(kernel.db))) {
      if (!firstRun) throw new Refusal('core.not-set-up', { status: 503 })
      return
    }

    const { operator, endsAt, standIn, factorWanted, revisions } = await whoIs(kernel, request, door, cookie)
    request.sessionEndsAt = endsAt
    request.standIn = standIn
    request.factorWanted = factorWanted
    if (operator) request.ctx = createCtx(kernel, { ...given, operator, locale: operator.locale })
    if (revisions) tellRevisions(request.ctx, revisions)
    if (factorWanted && permission !== 'anyone' && !withoutFactor)
      throw new Refusal('core.second-factor-wanted', { status: 403 })
    if (request.is404 || permission === 'anyone') return
    if (!operator)
      throw new Refusal('core.not-signed-in', {
        status: 401,
        ...(door === 'api' && { headers: { 'www-authenticate': 'Bearer' } }),
      })
    if (typeof permission === 'object' && !request.ctx.can(permission)) throw notPermitted(permission.id, request.ctx.t)
  }
}

/**
 * A change at the page door comes from our own pages: `Sec-Fetch-Site` says so, or, from a browser that does not send it,
 * an `Origin` equal to ours. Neither is refused: cookies travel with forged requests too.
 */
function refuseForeign(kernel: Kernel, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  if (site === 'same-origin') return
  if (site === undefined && ownOrigins(kernel, request).has(request.headers.origin ?? '')) return
  throw new Refusal('core.cross-site', { status: 403 })
}

/** The public address, and the address the browser itself names: the two differ on a practice instance reached by IP. */
function ownOrigins(kernel: Kernel, request: FastifyRequest): ReadonlySet<string> {
  return new Set([new URL(kernel.config.publicAddress).origin, `${request.protocol}://${request.host}`])
}

interface Found {
  readonly operator: Actor | null
  /** UTC instant of his session's end; null for tokens and strangers. */
  readonly endsAt: string | null
  readonly standIn: StandIn | null
  readonly factorWanted: boolean
  /** What came along with the query for him. */
  readonly revisions: Revisions | null
}

const NOBODY: Found = { operator: null, endsAt: null, standIn: null, factorWanted: false, revisions: null }

async function whoIs(kernel: Kernel, request: FastifyRequest, door: Door, cookie: string): Promise<Found> {
  const now = kernel.clock.now()
  const today = localDay(now, kernel.zone)
  if (door === 'page') {
    const token = request.cookies[cookie]
    const found = token ? await findSession(kernel.db, kernel.registry, token, { now, today }) : null
    return found ? { ...found, operator: found.actor } : NOBODY
  }
  const bearer = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (!bearer) return NOBODY
  const writing = !READING.has(request.method)
  const found = await findToken(kernel.db, kernel.registry, bearer, { now, today, writing })
  return found ? { ...NOBODY, ...found, operator: found.actor } : NOBODY
}

/** Before sign-in the browser's language: the first of Polish and English it names. */
function localeOf(kernel: Kernel, request: FastifyRequest): Locale {
  const asked = /\b(pl|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase()
  return asked === 'pl' || asked === 'en' ? asked : (kernel.config.locale ?? 'pl')
}
