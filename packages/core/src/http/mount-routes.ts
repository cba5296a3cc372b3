import type { FastifyInstance, RouteHandlerMethod, RouteOptions, RouteShorthandOptions } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import type { Plugin } from '../plugin/define-plugin.js'
import type { Entity } from '../plugin/entity.js'
import type { App, Routes } from '../plugin/routes.js'
import { historyOf } from '../history/routes/history.js'
import { formPageOf } from './form-pages.js'
import type { MountedRoute } from './mounted-route.js'
import { shapeRoute, type Shaping } from './shape-route.js'

interface Mounting extends Omit<Shaping, 'plugin' | 'prefix'> {
  /** Told of each route as it stands at this door. */
  readonly mounted: (route: MountedRoute) => void
}

/** The whole address of a route within its scope. */
const wholeUrl = (prefix: string, url: string): string => `${prefix}${url === '/' && prefix !== '' ? '' : url}`

/**
 * Mounts one plugin at one door as one fastify plugin: named, after those it needs, in a scope of its own; each group of
 * its routes in a scope within. Core's stand at the root, all others under their id.
 */
export async function mountRoutes(door: FastifyInstance, plugin: Plugin, mounting: Mounting): Promise<void> {
  const needs = plugin.id === 'core' ? [] : ['core', ...(plugin.needs ?? [])]
  const mount = async (scope: FastifyInstance): Promise<void> => {
    for (const [path, routes] of Object.entries(plugin.routes ?? {})) {
      const prefix = path === '/' ? '' : path
      await scope.register(group(plugin, routes, mounting), prefix === '' ? {} : { prefix })
    }
    for (const entity of plugin.entities ?? []) {
      const prefix = pathWithin(plugin, entity)
      if (prefix !== null) await scope.register(group(plugin, historyOf(entity), mounting), { prefix })
    }
  }
  const about = { name: nameAt(mounting.door, plugin.id), dependencies: needs.map((id) => nameAt(mounting.door, id)) }
  await door.register(
    fastifyPlugin(mount, { ...about, encapsulate: true }),
    plugin.id === 'core' ? {} : { prefix: `/${plugin.id}` },
  )
}

/** Where an entity's records stand within the addresses of its plugin; null for parts, whose history is their record's. */
function pathWithin(plugin: Plugin, { path, part }: Entity): string | null {
  const own = plugin.id === 'core' ? '' : `/${plugin.id}`
  return part || !path.startsWith(`${own}/`) ? null : path.slice(own.length)
}

const nameAt = (door: Mounting['door'], pluginId: string): string => `berberis-${door}-${pluginId}`

function group(plugin: Plugin, routes: Routes, { mounted, ...shaping }: Mounting) {
  const mount = async (scope: FastifyInstance): Promise<void> => {
    const prefix = scope.prefix.replace(/^\/api(?=\/|$)/, '')
    reshape(scope, (given) => {
      const shaped = shapeRoute(given, { ...shaping, plugin: plugin.id, prefix })
      for (const route of shaped) {
        mounted(mountedRoute(plugin.id, shaping.door, scope.prefix, route))
        const page = formPageOf(plugin.id, shaping.door, wholeUrl(scope.prefix, route.url), route)
        if (page) scope.formPages.push(page)
      }
      return shaped
    })
    await routes(scope as unknown as App)
  }
  // Without a name of its own fastify looks for the function among all modules that were ever loaded.
  return Object.assign(mount, { [Symbol.for('fastify.display-name')]: nameAt(shaping.door, plugin.id) })
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
type Given = RouteShorthandOptions | RouteHandlerMethod

/** Every route declared in this scope, or in one within it, goes through `shape` first. */
function reshape(scope: FastifyInstance, shape: (given: RouteOptions) => RouteOptions[]): void {
  const route = scope.route
  const declare = function (this: FastifyInstance, given: RouteOptions): FastifyInstance {
    // `/x/` is not `/x`: each thing has one address.
    for (const one of shape(given)) route.call(this, { prefixTrailingSlash: 'no-slash', ...one })
    return this
  }
  const shorthand = (method: string) =>
    function (this: FastifyInstance, url: string, options: Given, handler?: RouteHandlerMethod): FastifyInstance {
      const given = typeof options === 'function' ? { handler: options } : { ...options, ...(handler && { handler }) }
      return declare.call(this, { ...given, method, url } as RouteOptions)
    }

  Object.assign(scope, {
    route: declare,
    ...Object.fromEntries(METHODS.map((name) => [name, shorthand(name.toUpperCase())])),
  })
}

function mountedRoute(
  plugin: string,
  door: MountedRoute['door'],
  prefix: string,
  { method, url, schema, config }: RouteOptions,
): MountedRoute {
  const permission = config?.permission
  if (permission === undefined) throw new Error(`plugin ${plugin}: ${url} was mounted without a permission`)
  return { plugin, door, method: String(method), url: wholeUrl(prefix, url), permission, schema: schema ?? {} }
}
