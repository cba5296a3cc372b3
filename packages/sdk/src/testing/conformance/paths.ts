import type { Actor, Entity } from '@berberis/core'
import type { Answer, Doors } from '../doors.js'
import type { TestHost } from '../host.js'
import type { Chance } from './chance.js'
import { listedIds } from './listed-ids.js'

/** Records of an entity that are opened one by one in a world, of those that are right and of those that are not. */
const OPENED = 4

export interface Shown {
  /** The address that was asked, for whoever reads the fault. */
  readonly path: string
  readonly shows: ReadonlySet<number>
  /** Of these alone the path says anything: the records that were opened, or the few that a picker offers. */
  readonly of: ReadonlySet<number>
}

export interface Asked {
  readonly entity: Entity
  readonly all: readonly number[]
  readonly right: ReadonlySet<number>
  /** The plugin has a list of them. */
  readonly listed: boolean
}

/**
 * What an actor is shown of an entity, by every way there is to it at the API: list, count, export, search, picker, single
 * records and their bytes. A way the plugin does not have is left out.
 */
export async function shownBy(host: TestHost, actor: Actor, asked: Asked, chance: Chance): Promise<Shown[]> {
  const doors = await host.as(actor.login)
  const { entity, all } = asked
  const every = new Set(all)
  const listed = asked.listed ? await listedIds(host, actor, entity) : null
  const list = listed === null ? [] : [{ path: `GET /api${entity.path}`, shows: listed, of: every }]
  return [
    ...list,
    ...(await pickedBy(doors, asked)),
    ...(await foundBy(doors, asked)),
    ...(await openedBy(host, doors, asked, chance)),
  ]
}

/** Rows a list counts and a file of it holds; null where the actor may not, or there is no such way. */
export async function countedBy(host: TestHost, { login }: Actor, { path }: Entity): Promise<number | null> {
  if (!host.host.routes.some(({ method, url }) => method === 'GET' && url === `/api${path}`)) return null
  const { api } = await host.as(login)
  const answer = await quiet(() => api.get(`${path}?limit=1&count=yes`))
  return answer.statusCode === 200 ? (answer.json<{ count?: { value: number } }>().count?.value ?? null) : null
}

/** A picker offers eight at most: what it shows has to be right, what it leaves out may be. */
async function pickedBy({ api }: Doors, { entity }: Asked): Promise<Shown[]> {
  const answer = await quiet(() => api.get(`/pick/${entity.id}?q=`))
  if (answer.statusCode !== 200) return []
  const shows = new Set(answer.json<{ items: { id: number }[] }>().items.map(({ id }) => id))
  return [{ path: `GET /api/pick/${entity.id}`, shows, of: shows }]
}

/** The search is asked for two letters that most words have one of. */
async function foundBy({ api }: Doors, { entity }: Asked): Promise<Shown[]> {
  const shows = new Set<number>()
  for (const q of ['an', 'ie', 'ko']) {
    const answer = await quiet(() => api.get(`/search?q=${q}&entity=${entity.id}&limit=50`))
    if (answer.statusCode !== 200) continue
    for (const group of answer.json<{ groups: { items: { id: number }[] }[] }>().groups)
      for (const { id } of group.items) shows.add(id)
  }
  return [{ path: `GET /api/search of ${entity.id}`, shows, of: shows }]
}

/** Some that may be seen and some that may not: the record itself, and the bytes of a file. */
async function openedBy(host: TestHost, { api }: Doors, { entity, all, right }: Asked, chance: Chance) {
  const some = (ids: readonly number[]) => Array.from({ length: Math.min(OPENED, ids.length) }, () => chance.one(ids))
  const of = new Set([...some([...right]), ...some(all.filter((id) => !right.has(id)))])
  const shown: Shown[] = []
  for (const tail of ['', '/content']) {
    const url = `/api${entity.path}/:id${tail}`
    if (!host.host.routes.some((route) => route.method === 'GET' && route.url === url)) continue
    const shows = new Set<number>()
    for (const id of of) {
      const { statusCode } = await quiet(() => api.get(`${entity.path}/${id}${tail}`))
      if (statusCode < 400) shows.add(id)
      else if (statusCode !== 404 && statusCode !== 403) throw new Error(`GET ${url} of ${id} answered ${statusCode}`)
    }
    shown.push({ path: `GET ${url}`, shows, of })
  }
  return shown
}

/** A busy machine answers 503 while its event loop lags, which says nothing about rights. */
async function quiet(ask: () => Promise<Answer>): Promise<Answer> {
  let answer = await ask()
  for (let tries = 0; answer.statusCode === 503 && tries < 20; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    answer = await ask()
  }
  return answer
}
