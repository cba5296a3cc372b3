import type { RouteOptions } from 'fastify'
import { may } from '../permissions.js'
import type { OpenTo, Permission } from '../plugin/permissions.js'
import { jobView } from '../jobs/read-run.js'
import { fileAnswer } from './answers.js'
import { listQuery } from './list-query.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is the export of a list, which has this permission: its `reply.list` answers the rows as a file. */
    exported?: Permission | OpenTo
  }
}

/**
 * The export of a list (spec-core §7): every GET that takes the query of a list has `<its address>/export` beside it, which
 * wants `core.export-lists` besides the list's own permission. Null for any other route.
 * `given` is the route as its plugin wrote it, `route` the same at this door.
 */
export function exportRoute(given: RouteOptions, route: RouteOptions): RouteOptions | null {
  if (route.method !== 'GET' || given.schema?.querystring !== listQuery) return null
  const { permission } = given.config ?? {}
  const { querystring, params, response } = route.schema ?? {}
  return {
    ...route,
    url: `${route.url.replace(/\/$/, '')}/export`,
    schema: {
      ...(querystring !== undefined && { querystring }),
      ...(params !== undefined && { params }),
      ...(response !== undefined && { response: { 200: fileAnswer(), 202: jobView } }),
    },
    config: { ...route.config, permission: may.exportLists, exported: permission ?? 'signed-in' },
    async handler(request, reply) {
      if (typeof permission === 'object') request.ctx.must(permission)
      return given.handler.call(this, request, reply)
    },
  }
}
