import { seen, type Actor, type Entity, type Plugin, type Scope } from '@berberis/core'
import { anOperator } from '../builders.js'
import type { TestHost } from '../host.js'
import { chanceOf, type Chance } from './chance.js'
import { listedIds } from './listed-ids.js'
import { oracleOf, type Oracle } from './oracle.js'

const WORLDS = 200
/** Worlds in which the list is asked through the door as well. */
const ASKED = 12

/**
 * The proof of the policy: in 200 random worlds, differing in who asks, his unit and his grants, the rows `seen` gives and
 * those of the REST list are the rows a record-by-record oracle says yes to. Owners are shuffled where the database lets
 * them be. An entity without a row in the example proves nothing, which is a fault.
 */
export async function policyFaults(host: TestHost, { entities = [], lists = [] }: Plugin): Promise<string[]> {
  const { db } = host.host.kernel
  const chance = chanceOf(2026)
  const people = (await db('core_operator').select<{ id: number }[]>('id')).map(({ id }) => id)
  for (const entity of entities) await shuffleOwners(host, entity, people, chance)
  const real: Actor[] = []
  for (let world = 0; world < ASKED; world += 1) real.push(await realActor(host, chance))

  // Read once all are there who will ask: operators and roles are rows too.
  const oracle = await oracleOf(db, entities)
  const faults = entities
    .filter((entity) => oracle.rows(entity).length === 0)
    .map(({ id }) => `${id} has no row in the example, so nothing shows who sees it`)
  for (const actor of [...real, ...randomActors(host, people, chance)]) {
    for (const entity of entities) faults.push(...(await differences(host, oracle, entity, actor)))
  }
  const listed = entities.filter(({ id }) => lists.some(({ of }) => of.id === id))
  for (const actor of real) faults.push(...(await listDifferences(host, oracle, listed, actor)))
  return faults
}

function randomActors(host: TestHost, people: readonly number[], chance: Chance): Actor[] {
  return Array.from({ length: WORLDS }, () => randomActor(host, people, chance))
}

async function differences(host: TestHost, oracle: Oracle, entity: Entity, actor: Actor): Promise<string[]> {
  const found = await seen(await host.ctx({ as: actor }), entity).select(`${entity.model.tableName}.id`)
  return compare(oracle, entity, actor, new Set(found.map(({ id }) => id)), 'seen')
}

async function listDifferences(
  host: TestHost,
  oracle: Oracle,
  entities: readonly Entity[],
  actor: Actor,
): Promise<string[]> {
  const faults: string[] = []
  for (const entity of entities) {
    const ids = await listedIds(host, actor, entity)
    if (ids !== null) faults.push(...compare(oracle, entity, actor, ids, `GET /api${entity.path}`))
  }
  return faults
}

function compare(oracle: Oracle, entity: Entity, actor: Actor, found: ReadonlySet<number>, path: string): string[] {
  const right = new Set(
    oracle
      .rows(entity)
      .filter((row) => oracle.sees(actor, entity, row))
      .map(({ id }) => Number(id)),
  )
  const tooMany = [...found].filter((id) => !right.has(id))
  const tooFew = [...right].filter((id) => !found.has(id))
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
    sitting: null,
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
