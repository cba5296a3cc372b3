import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { notPermitted } from '../../host/create-ctx.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { originOf, originsIn } from '../origins.js'
import { openWebForm } from '../set-web-form.js'
import type { WebForm } from '../web-form.js'

/** Seconds a browser may remember what it was allowed to send. */
const REMEMBERED = '600'

/**
 * The first room of everything at `/forms/<key>`, before a body is read: the form is there (404), the visitor is spoken to
 * in its language and is nobody of ours though he may be signed in, and its answers go where the form says: the page may
 * stand in frames of the pages named, the other door answers scripts of these alone (403 `core.cross-site`).
 */
export async function receiveVisitor(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { key } = request.params as { readonly key?: unknown }
  const row = typeof key === 'string' ? await openWebForm(request.ctx, key) : undefined
  if (!row) throw notFound()
  if (request.ctx.origin === 'page') frame(reply, row)
  else allowOrigin(request, reply, row)
  request.ctx = asVisitor(request.ctx, row)
}

function asVisitor(ctx: Ctx, { locale }: WebForm): Ctx {
  const t: Ctx['t'] = (key, params, other = locale) => ctx.t(key, params, other)
  return {
    ...ctx,
    operator: null,
    system: false,
    locale,
    t,
    can: () => false,
    must: ({ id }) => {
      throw notPermitted(id, t)
    },
  }
}

/** The policy of this answer alone: in frames of the origins named, and on to where the visitor is thanked. */
function frame(reply: FastifyReply, { origins, thanksAddress }: WebForm): void {
  const policy = String(reply.getHeader('content-security-policy'))
  const within = originsIn(origins)
  const onward = thanksAddress && originOf(thanksAddress)
  reply.header(
    'content-security-policy',
    policy
      .replace(/frame-ancestors [^;]*/, `frame-ancestors ${within.length > 0 ? within.join(' ') : "'none'"}`)
      .replace(/form-action [^;]*/, `form-action 'self'${onward ? ` ${onward}` : ''}`),
  )
  // Of two headers browsers heed the older one as well, and it knows no list.
  if (within.length > 0) reply.removeHeader('x-frame-options')
}

function allowOrigin({ headers, method, ctx }: FastifyRequest, reply: FastifyReply, { origins }: WebForm): void {
  const { origin } = headers
  reply.header('vary', 'Origin')
  if (origin === undefined || origin === originOf(ctx.world.publicAddress)) return
  if (!originsIn(origins).includes(origin)) throw new Refusal('core.cross-site', { status: 403 })
  reply.header('access-control-allow-origin', origin)
  if (method !== 'OPTIONS') return
  reply.headers({
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type, idempotency-key',
    'access-control-max-age': REMEMBERED,
  })
}
