import type { Actor, Entity } from '@berberis/core'
import type { TestHost } from '../host.js'

interface Collection {
  /** Computed rows have a word for an id; there is nothing of theirs to be seen or hidden. */
  readonly items: readonly { readonly id: number | string }[]
  readonly next?: string | null
}

/** Ids of every row an actor gets from the REST list of an entity, page by page; null when there is no such list. */
export async function listedIds(
  host: TestHost,
  { login }: Actor,
  { path }: Entity,
): Promise<ReadonlySet<number> | null> {
  const { routes } = host.host
  if (!routes.some(({ method, url }) => method === 'GET' && url === `/api${path}`)) return null

  const { api } = await host.as(login)
  const ids = new Set<number>()
  let after: string | null = null
  do {
    const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`
    const answer = await api.get(`${path}?limit=25${query}`)
    if (answer.statusCode === 403) return ids
    if (answer.statusCode !== 200) throw new Error(`GET /api${path} answered ${answer.statusCode}: ${answer.body}`)
    const { items, next } = answer.json<Collection>()
    for (const { id } of items) if (typeof id === 'number') ids.add(id)
    after = next ?? null
  } while (after !== null)
  return ids
}
