import { Kind, type TSchema } from '@sinclair/typebox'
import type { FastifySchema, RouteHandlerMethod, RouteOptions } from 'fastify'
import { unknownPlaces } from '../host/check-lists.js'
import { closeSchema, emptyBody, emptyQuery } from './close-schema.js'
import { READING, type Door } from './door.js'
import { exportRoute } from './export-route.js'

export interface Shaping {
  readonly door: Door
  /** Whose route it is. */
  readonly plugin: string
  /** Under which its group of routes stands, `/sales/orders`; the same at both doors. */
  readonly prefix: string
  readonly fault: (text: string) => void
  /** Puts the edge around the handler. */
  readonly serve: (handler: RouteHandlerMethod) => RouteHandlerMethod
}

/**
 * A route as it stands at one door: none when it is meant for the other, with its schemas closed, and at the page door with
 * the twins HTML forms need. What the host does not start with is told to `fault`.
 */
export function shapeRoute(given: RouteOptions, { door, plugin, prefix, fault, serve }: Shaping): RouteOptions[] {
  const methods = [given.method].flat().map((method) => method.toUpperCase())
  const where = `plugin ${plugin}: ${methods.join('/')} ${prefix}${given.url === '/' && prefix !== '' ? '' : given.url}`
  const { permission, door: only } = given.config ?? {}
  if (permission === undefined) fault(`${where} has no permission`)
  for (const name of given.config?.form ? unknownPlaces(given.config.form) : [])
    fault(`${where}: its form places ${name}, a field it does not have`)
  for (const lack of lacks(given)) fault(`${where} has no schema${lack}`)
  if (permission === undefined || (only && only !== door)) return []

  const shaped = { ...given, handler: serve(given.handler) }
  return methods.flatMap((method) => {
    const schema = schemaOf(given, method, door)
    const route: RouteOptions = {
      ...shaped,
      method,
      schema,
      ...(given.config?.upload && { bodyLimit: bodyLimit(given.config.upload) }),
    }
    return [route, ...(door === 'page' ? twins(route, method) : []), ...exportTwin(given, route, serve)]
  })
}

/** What of a route's schema is missing, e.g. ` of its path`. A DELETE may answer nothing, and pages are no JSON. */
function lacks({ schema, url, method, config }: RouteOptions): string[] {
  if (!schema) return ['']
  const answers = config?.door !== 'page' && [method].flat().some((one) => one.toUpperCase() !== 'DELETE')
  return [
    ...(url.includes(':') && !schema.params ? [' of its path'] : []),
    ...(answers && !schema.response ? [' of its answer'] : []),
  ]
}

function schemaOf({ schema, config }: RouteOptions, method: string, door: Door): FastifySchema {
  const { body, querystring, params, response, ...documented } = schema ?? {}
  const reading = READING.has(method)
  const query = querystring ?? (door === 'api' ? emptyQuery : undefined)
  // Files are judged by the edge while they are stored; what is left of a multipart body is its other parts.
  const wanted = config?.upload ? body : (body ?? (method === 'DELETE' ? undefined : emptyBody))

  return {
    ...documented,
    ...(params !== undefined && { params: closed(params) }),
    ...(query !== undefined && { querystring: door === 'api' ? closed(query) : query }),
    ...(!reading && wanted !== undefined && { body: closed(wanted) }),
    // Pages are texts; a schema of JSON has nothing to say about them.
    ...(door === 'api' && response !== undefined && { response }),
  }
}

/** HTML forms know GET and POST only: `PUT x` answers `POST x` too, `DELETE x` answers `POST x/removal`. */
function twins(route: RouteOptions, method: string): RouteOptions[] {
  if (method === 'PUT') return [{ ...route, method: 'POST' }]
  if (method !== 'DELETE') return []

  const { querystring, body: _body, ...schema } = route.schema ?? {}
  return [
    {
      ...route,
      method: 'POST',
      url: `${route.url.replace(/\/$/, '')}/removal`,
      schema: { ...schema, body: querystring ?? emptyBody },
      config: { ...route.config, removal: true },
    },
  ]
}

/** Beside every address of a list stands its export. */
function exportTwin(given: RouteOptions, route: RouteOptions, serve: Shaping['serve']): RouteOptions[] {
  const twin = exportRoute(given, route)
  return twin === null ? [] : [{ ...twin, handler: serve(twin.handler) }]
}

function bodyLimit({ maxBytes }: { readonly maxBytes: number }): number {
  return maxBytes + 1_000_000
}

function closed(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && Kind in schema ? closeSchema(schema as TSchema) : schema
}
