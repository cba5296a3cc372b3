import { seen, type Actor, type Entity, type Plugin, type Scope } from '@berberis/core'
import { anOperator } from '../builders.js'
import type { TestHost } from '../host.js'
import { chanceOf, type Chance } from './chance.js'
import { oracleOf, type Oracle } from './oracle.js'
import { countedBy, shownBy } from './paths.js'

const WORLDS = 200
/** Worlds that are asked through the doors as well. */
const ASKED = 12
/** Shares of each entity, over all worlds. */
const SHARES = 30

/**
 * The proof of the policy: in 200 random worlds, differing in who asks, his unit, his grants, what was shared with him and
 * whether a substitute sits there, the rows `seen` gives are the rows a record-by-record oracle says yes to; in some of
 * them every way to the rows is asked at the API too (`paths.ts`). Owners are shuffled where the database lets them be. An
 * entity without a row in the example proves nothing, which is a fault.
 */
export async function policyFaults(host: TestHost, plugin: Plugin): Promise<string[]> {
  const { db } = host.host.kernel
  const installed = host.host.registry.plugins.flatMap((each) => each.entities ?? [])
  const { lists = [] } = plugin
  const entities = judged(plugin, installed)
  const chance = chanceOf(2026)
  const people = (await db('core_operator').select<{ id: number }[]>('id')).map(({ id }) => id)
  for (const entity of entities) await shuffleOwners(host, entity, people, chance)
  const real: Actor[] = []
  for (let world = 0; world < ASKED; world += 1) real.push(await realActor(host, chance))
  for (const entity of entities) await share(host, entity, [...people, ...real.map(({ id }) => id)], chance)
  const today = (await host.ctx()).today()
  const shares: readonly Share[] = await db('core_share').select('operator_id', 'entity')

  // Read once all are there who will ask: operators and roles are rows too.
  const oracle = await oracleOf(db, { entities, installed, today })
  const faults = entities
    .filter((entity) => oracle.rows(entity).length === 0)
    .map(({ id }) => `${id} has no row in the example, so nothing shows who sees it`)
  const asking = real.map((actor) => ({ ...actor, shares: sharedWith(actor.id, shares) }))
  for (const actor of [...asking, ...randomActors(host, people, shares, chance)]) {
    for (const entity of entities) faults.push(...(await differences(host, oracle, entity, actor)))
  }
  for (const actor of asking) {
    for (const entity of entities) {
      const listed = lists.some(({ of }) => of.id === entity.id)
      faults.push(...(await pathDifferences(host, oracle, { entity, actor, listed }, chance)))
    }
  }
  return faults
}

/** A plugin's own entities, and those of others whose rows may be papers of them. */
function judged({ entities = [] }: Plugin, installed: readonly Entity[]): readonly Entity[] {
  if (!entities.some(({ papers }) => papers)) return entities
  return [...entities, ...installed.filter((each) => each.paperOf && !entities.includes(each))]
}

function randomActors(host: TestHost, people: readonly number[], shares: readonly Share[], chance: Chance): Actor[] {
  return Array.from({ length: WORLDS }, () => {
    const actor = randomActor(host, people, chance)
    return { ...actor, shares: sharedWith(actor.id, shares) }
  })
}

interface Share {
  readonly operator_id: number
  readonly entity: string
}

const sharedWith = (id: number, shares: readonly Share[]): ReadonlySet<string> =>
  new Set(shares.filter(({ operator_id }) => operator_id === id).map(({ entity }) => entity))

/** Of each entity, whether its pages offer it or not: some until a day that is over, some until one that comes. */
async function share({ host, run }: TestHost, entity: Entity, people: readonly number[], chance: Chance) {
  const rows = await host.kernel.db(entity.model.tableName).select<{ id: number }[]>('id')
  if (rows.length === 0) return
  await run(async (ctx) => {
    for (let n = 0; n < SHARES; n += 1) {
      const one = { entity: entity.id, record_id: chance.one(rows).id, operator_id: chance.one(people) }
      await ctx.db('core_share').where(one).delete()
      const until_day = chance.one([null, '2000-01-01', '2999-12-31'])
      await ctx.db('core_share').insert({ ...one, until_day, created_at: ctx.now() })
    }
    await ctx.db('core_revision').where({ name: 'access' }).increment('n', 1)
  })
}

async function differences(host: TestHost, oracle: Oracle, entity: Entity, actor: Actor): Promise<string[]> {
  const found = await seen(await host.ctx({ as: actor }), entity).select(`${entity.model.tableName}.id`)
  return compare(oracle, entity, actor, new Set(found.map(({ id }) => id)), 'seen')
}

async function pathDifferences(
  host: TestHost,
  oracle: Oracle,
  { entity, actor, listed }: { readonly entity: Entity; readonly actor: Actor; readonly listed: boolean },
  chance: Chance,
): Promise<string[]> {
  const all = oracle.rows(entity).map(({ id }) => Number(id))
  const right = rightOf(oracle, entity, actor)
  const faults: string[] = []
  for (const { path, shows, of } of await shownBy(host, actor, { entity, all, right, listed }, chance))
    faults.push(...compare(oracle, entity, actor, shows, path, of))
  const counted = listed ? await countedBy(host, actor, entity) : null
  if (counted !== null && counted !== right.size)
    faults.push(`GET /api${entity.path} counts ${counted}, not ${right.size}, asked by operator ${actor.id}`)
  return faults
}

function rightOf(oracle: Oracle, entity: Entity, actor: Actor): ReadonlySet<number> {
  const rows = oracle.rows(entity).filter((row) => oracle.sees(actor, entity, row))
  return new Set(rows.map(({ id }) => Number(id)))
}

/** `of`: the only ones the path says anything about; all unless said. */
function compare(
  oracle: Oracle,
  entity: Entity,
  actor: Actor,
  found: ReadonlySet<number>,
  path: string,
  of?: ReadonlySet<number>,
): string[] {
  const right = rightOf(oracle, entity, actor)
  const tooMany = [...found].filter((id) => !right.has(id))
  const tooFew = [...right].filter((id) => !found.has(id) && (of?.has(id) ?? true))
  if (tooMany.length + tooFew.length === 0) return []
  const grants = [...actor.grants].map(([id, scope]) => `${id} ${scope}`).join(', ') || 'nothing'
  return [
    `${path} of ${entity.id}, asked by operator ${actor.id} who holds ${grants}: shows ${list(tooMany)} it should not, hides ${list(tooFew)} it should not`,
  ]
}

function randomActor({ host }: TestHost, people: readonly number[], chance: Chance): Actor {
  const id = chance.one(people)
  return {
    id,
    login: 'somebody',
    name: 'Somebody',
    locale: 'pl',
    unitId: null,
    roleId: 1,
    roleName: '',
    administrator: false,
    grants: new Map(randomGrants(host.registry.permissions, chance)),
    department: [...new Set([id, ...chance.some(people)])],
    preferences: {},
    shares: new Set(),
    sitting: chance.below(4) === 0 ? { id: chance.one(people), name: 'Substitute' } : null,
  }
}

/** An operator who is really there, after his role was given other grants. */
async function realActor(host: TestHost, chance: Chance): Promise<Actor> {
  const { registry } = host.host
  const byId = new Map(registry.permissions.map((permission) => [permission.id, permission]))
  const grants = randomGrants(registry.permissions, chance).flatMap(([id, scope]) => {
    const permission = byId.get(id)
    return permission ? [[permission, scope] as const] : []
  })
  const units = (await host.host.kernel.db('core_unit').select<{ id: number }[]>('id')).map(({ id }) => id)
  const unitId = units.length > 0 ? chance.one(units) : null
  const { login } = await host.run((ctx) => anOperator(ctx, { grants, unitId }))
  const { operator } = await host.ctx({ as: login })
  if (!operator) throw new Error('the operator just made is not there')
  return operator
}

function randomGrants(permissions: TestHost['host']['registry']['permissions'], chance: Chance): [string, Scope][] {
  return permissions.flatMap(({ id, scoped }): [string, Scope][] => {
    const scope = chance.one(['none', 'own', 'department', 'all'] as const)
    return scope === 'none' ? [] : [[id, scoped ? scope : 'all']]
  })
}

/** Rows of the example often have one owner. Frozen ones (guards) keep theirs. */
async function shuffleOwners(
  host: TestHost,
  { model, own = [] }: Entity,
  people: readonly number[],
  chance: Chance,
): Promise<void> {
  const { kernel, registry } = host.host
  const frozen = registry.plugins.some(({ guards = [] }) =>
    guards.some(({ table, refuses }) => table === model.tableName && refuses === 'update'),
  )
  if (frozen || own.length === 0) return
  const rows = await kernel.db(model.tableName).select<{ id: number }[]>('id')
  for (const { id } of rows) {
    const owners = Object.fromEntries(
      own.map((prop) => [model.propertyNameToColumnName(prop), chance.below(6) === 0 ? null : chance.one(people)]),
    )
    await kernel.db(model.tableName).where({ id }).update(owners)
  }
}

const list = (ids: readonly number[]): string =>
  ids.length === 0 ? 'none' : ids.slice(0, 5).join(', ') + (ids.length > 5 ? ` and ${ids.length - 5} more` : '')
