import type { MountedRoute, Permission } from '@berberis/core'
import { anOperator } from '../builders.js'
import type { Answer, Doors } from '../doors.js'
import type { TestHost } from '../host.js'
import { nameOf } from './routes.js'
import { watchTables } from './state.js'

/**
 * Every route is asked by nobody, and by somebody who may everything but what the route names. Both are refused before
 * anything happens, at both doors; the second with the name of what he lacks.
 */
export async function rightFaults(host: TestHost, routes: readonly MountedRoute[]): Promise<string[]> {
  const faults: string[] = []
  const lacking = await operatorsLacking(host, routes)
  const changedTables = await watchTables(host.host.kernel.db)
  const refused = async (route: MountedRoute, doors: Doors, who: string, wrong: (answer: Answer) => string | null) => {
    const answer = await ask(route, doors)
    const why = wrong(answer)
    if (why !== null) faults.push(`${nameOf(route)} at the ${route.door} door answers ${who} with ${why}`)
    const changed = await changedTables()
    if (changed.length > 0)
      faults.push(
        `${nameOf(route)} at the ${route.door} door refuses ${who} and changes ${changed.join(', ')} all the same`,
      )
  }

  for (const route of routes) {
    const { permission } = route
    if (permission === 'anyone') continue
    await refused(route, host.nobody, 'nobody', (answer) =>
      isTurnedAway(answer, route) ? null : `${answer.statusCode}, not with a request to sign in`,
    )
    if (permission === 'signed-in') continue
    const doors = lacking.get(permission.id)
    if (doors)
      await refused(route, doors, `somebody without ${permission.id}`, (answer) => lacksSaid(answer, permission, route))
  }
  return faults
}

/** For each permission that is named, somebody who has all others. */
async function operatorsLacking(host: TestHost, routes: readonly MountedRoute[]): Promise<ReadonlyMap<string, Doors>> {
  const named = new Map(
    routes.flatMap(({ permission }) => (typeof permission === 'string' ? [] : [[permission.id, permission] as const])),
  )
  const doors = new Map<string, Doors>()
  for (const id of named.keys()) {
    const grants = host.host.registry.permissions.filter((one) => one.id !== id).map((one) => [one, 'all'] as const)
    const { login } = await host.run((ctx) => anOperator(ctx, { grants }))
    doors.set(id, await host.as(login))
  }
  return doors
}

function ask({ method, url, door }: MountedRoute, doors: Doors): Promise<Answer> {
  const at = url
    .replace(/^\/api(?=\/)/, '')
    .replace(/:\w+(\([^)]*\))?/g, '1')
    .replace('*', 'x')
  const through = doors[door]
  if (method === 'GET' || method === 'DELETE') return through[method === 'GET' ? 'get' : 'delete'](at)
  return through[method === 'PUT' ? 'put' : 'post'](at, {})
}

/** Programs are told 401; people are shown the sign-in, at once or by a redirect. */
function isTurnedAway({ statusCode, headers }: Answer, { door }: MountedRoute): boolean {
  if (statusCode === 401) return true
  return (
    door === 'page' && (statusCode === 302 || statusCode === 303) && String(headers.location).startsWith('/sign-in')
  )
}

function lacksSaid(answer: Answer, { id }: Permission, { door }: MountedRoute): string | null {
  if (answer.statusCode !== 403) return `${answer.statusCode}, not with 403`
  if (door === 'page') return null
  const { permission } = answer.json<{ permission?: string }>()
  return permission === id ? null : `403 that names ${String(permission)} as what is missing`
}
