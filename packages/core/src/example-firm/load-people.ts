import type { Actor, Ctx } from '../ctx.js'
import { create } from '../entity/create.js'
import { save } from '../entity/save.js'
import { createFirstRole, roleByKey } from '../operators/first-roles.js'
import { Operator, operator } from '../operators/operator.js'
import { Role } from '../operators/role.js'
import { substitution } from '../operators/substitution/substitution.js'
import { unit, type Unit } from '../operators/unit.js'
import { addDays } from '../time/day.js'
import { away, heads, operators, units, type ExampleOperator } from './data/people.js'

const DOMAIN = 'instalacje-przyklad.example'

/** Units, the two roles that come with the example, and its operators, by login; an Administrator who is there stays. */
export async function loadPeople(ctx: Ctx): Promise<ReadonlyMap<string, Actor>> {
  const places = new Map<string, Unit>()
  for (const name of units) places.set(name, await create(ctx, unit, { name }))
  for (const key of ['technician', 'consultant'] as const) {
    const known = await Role.query(ctx.db).findOne({ key })
    if (known === undefined) await createFirstRole(ctx, key)
  }

  const made = new Map<string, Actor>()
  for (const one of operators) made.set(one.login, await actorOf(ctx, one, places.get(one.unit)?.id ?? null))
  await nameHeads(ctx, places, made)
  await standIn(ctx, made)
  return made
}

async function nameHeads(ctx: Ctx, places: ReadonlyMap<string, Unit>, made: ReadonlyMap<string, Actor>): Promise<void> {
  for (const [name, login] of heads) {
    const place = places.get(name)
    const headId = made.get(login)?.id
    if (place && headId !== undefined) await save(ctx, unit, place.id, { version: place.version, headId })
  }
}

/** Somebody is away from T on, so that a substitution can be tried. */
async function standIn(ctx: Ctx, made: ReadonlyMap<string, Actor>): Promise<void> {
  const from = ctx.today()
  const to = addDays(from, away.days - 1)
  const [absentId, substituteId] = [made.get(away.absent)?.id, made.get(away.substitute)?.id]
  await create(ctx, substitution, { absentId, substituteId, from, to, reason: away.reason })
}

async function actorOf(ctx: Ctx, one: ExampleOperator, unitId: number | null): Promise<Actor> {
  const role = await roleByKey(ctx, one.role)
  const known = one.role === 'administrator' ? await administrator(ctx, role.id) : undefined
  const row =
    known === undefined
      ? await create(ctx, operator, {
          login: one.login,
          name: one.name,
          email: `${one.login}@${DOMAIN}`,
          locale: 'pl',
          roleId: role.id,
          unitId,
        })
      : known.unitId === null
        ? await save(ctx, operator, known.id, { version: known.version, unitId })
        : known

  return {
    id: row.id,
    login: row.login,
    name: row.name,
    locale: row.locale,
    unitId,
    roleId: role.id,
    roleName: role.name,
    administrator: one.role === 'administrator',
    grants: new Map(),
    department: [],
    preferences: {},
    shares: new Set(),
    sitting: null,
  }
}

/** Whoever set the instance up is Adam here; a second Administrator is not made. */
async function administrator(ctx: Ctx, roleId: number): Promise<Operator | undefined> {
  return Operator.query(ctx.db).where({ role_id: roleId }).whereNull('deactivated_at').orderBy('id').first()
}
