import type { MountedRoute } from '@berberis/core'
import { unboundedParts } from './bounds.js'

/** Parts of requests that take more than was thought of (reliability §10), by route. */
export function boundFaults(routes: readonly MountedRoute[]): string[] {
  return routes.flatMap((route) =>
    (['params', 'querystring', 'body'] as const).flatMap((part) =>
      unboundedParts(route.schema[part]).map((lack) => `${nameOf(route)}: ${part} ${lack}`),
    ),
  )
}

/** `POST /tenancy/flats/:id`, the same for both doors. */
export function nameOf({ method, url }: MountedRoute): string {
  return `${method} ${url.replace(/^\/api(?=\/)/, '')}`
}
