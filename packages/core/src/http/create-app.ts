import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import { randomUUID } from 'node:crypto'
import { constants } from 'node:zlib'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import type { Ctx } from '../ctx.js'
import type { HostConfig } from '../host/config.js'
import type { Kernel } from '../host/kernel.js'
import { serveLive } from '../live/serve-live.js'
import { Refusal } from '../plugin/refusal.js'
import { askFirst } from './ask-first.js'
import { emptyQuery } from './close-schema.js'
import { edge } from './edge.js'
import { answerErrors, type Say } from './errors.js'
import type { Door } from './door.js'
import type { Face } from './face.js'
import { lazySerializers } from './lazy-serializers.js'
import { mountRoutes } from './mount-routes.js'
import type { MountedRoute } from './mounted-route.js'
import { pageOf, type Page } from './page.js'
import { decorateReplies } from './reply.js'
import { searchFirst } from './search-first.js'
import { security } from './security.js'
import { serve } from './serve.js'
import { serveAssets } from './serve-assets.js'
import { serveInstalled } from './serve-installed.js'
import { serveHealth, type Readiness } from './serve-health.js'
import { readBodies, takeBodies } from './take-body.js'

/** Requests a minute that one token may make. */
const PER_MINUTE = 600
/** How each door answers an error, once it is furnished. */
export type Says = Partial<Record<Door, Say>>

/** The bare server with the limits of reliability §10; `buildApp` furnishes it. Its log is the host's log. */
export function bareApp(config: HostConfig, says: Says): FastifyInstance {
  return fastify({
    logger: { level: config.logLevel ?? 'info', redact: ['req.headers.authorization', 'req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy ? [...config.trustProxy] : false,
    bodyLimit: 1_000_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    http: { headersTimeout: 8_000, maxHeaderSize: 16_384 },
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildSerializer: lazySerializers } },
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    // An address that cannot even be read never comes to a door's own hooks.
    frameworkErrors: (error, request, reply) => void says[doorOf(request.url)]?.(error, request, reply),
  })
}

/** Whom the mounting tells of faults and of each route. */
interface Told {
  readonly says: Says
  readonly fault: (text: string) => void
  readonly mounted: (route: MountedRoute) => void
  /** The API's own description, as of now. */
  readonly document: (ctx: Ctx) => Promise<object>
}

/** Furnishes the server: headers, assets, health, and every plugin's routes at both doors. Faults of routes are told. */
export async function buildApp(
  app: FastifyInstance,
  kernel: Kernel,
  face: Face,
  { readiness, ...told }: { readonly readiness: Readiness } & Told,
): Promise<void> {
  const page = pageOf(kernel, face)
  const secure = kernel.config.publicAddress.startsWith('https:')
  app.decorate('formPages', [])
  await app.register(helmet, security({ importMapHash: face.assets.importMapHash, secure }))
  await app.register(cookie)
  await app.register(multipart, { throwFileSizeLimit: false })
  // Level 4 of brotli costs a page a millisecond; the default of the library is made for files.
  await app.register(compress, { threshold: 1024, brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } } })
  await app.register(underPressure, {
    maxEventLoopDelay: kernel.config.latestMs ?? 2_000,
    exposeStatusRoute: false,
    pressureHandler: refuseUnderPressure(readiness),
  })
  app.addHook('onRoute', (route) => {
    if (route.config?.permission === undefined)
      throw new Error(`${String(route.method)} ${route.url} has no permission`)
  })

  serveAssets(app, face.assets)
  serveInstalled(app, kernel, face)
  serveHealth(app, kernel, readiness)
  await app.register(async (scope) => furnish(scope, kernel, 'page', page, told))
  await app.register(
    async (scope) => {
      await limitRate(scope)
      await furnish(scope, kernel, 'api', page, told)
      scope.get(
        '/openapi.json',
        { schema: { querystring: emptyQuery }, config: { permission: 'signed-in' } },
        ({ ctx }) => told.document(ctx),
      )
    },
    { prefix: '/api' },
  )
}

/**
 * Refuses while the event loop lags, except while a host is put together: that blocks it once and is no load. A second
 * without a single sample (a machine that was held up as a whole) is called endless by the library, and is no measure.
 */
function refuseUnderPressure(readiness: Readiness) {
  return async (_request: unknown, _reply: unknown, _type: string, lag: number | undefined): Promise<void> => {
    if (performance.now() < readiness.lenientUntil || lag === Infinity) return
    throw Object.assign(new Error('the event loop lags'), { code: 'FST_UNDER_PRESSURE' })
  }
}

async function furnish(scope: FastifyInstance, kernel: Kernel, door: Door, page: Page, told: Told): Promise<void> {
  scope.addHook('onRequest', edge(kernel, door))
  scope.decorateRequest('sessionEndsAt', null)
  scope.decorateRequest('standIn', null)
  scope.decorateRequest('factorWanted', false)
  takeBodies(scope, kernel, door)
  if (door === 'page') searchFirst(scope)
  readBodies(scope, kernel, door)
  if (door === 'page') askFirst(scope, page)
  decorateReplies(scope, kernel, door, page)
  told.says[door] = answerErrors(scope, kernel, door, page)
  if (door === 'page') serveLive(scope, kernel)
  for (const plugin of kernel.registry.plugins) {
    await mountRoutes(scope, plugin, { ...told, door, serve: (handler) => serve(kernel, handler) })
  }
}

const doorOf = (url: string): Door => (/^\/api(\/|\?|$)/.test(url) ? 'api' : 'page')

/** By token, or by address before there is one. */
async function limitRate(scope: FastifyInstance): Promise<void> {
  await scope.register(rateLimit, {
    max: PER_MINUTE,
    timeWindow: '1 minute',
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('core.too-many', { status: 429, headers: { 'retry-after': String(Math.ceil(ttl / 1000)) } }),
  })
}
