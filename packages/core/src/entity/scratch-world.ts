import { createHmac, randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Actor, Ctx } from '../ctx.js'
import type { Engine } from '../db/connect.js'
import { migrate } from '../db/migrate.js'
import { scratchDatabase } from '../db/scratch-databases.js'
import { writing } from '../db/writing.js'
import { attributeMigrations } from '../migrations/attributes.js'
import { dataMigrations } from '../migrations/data.js'
import { auditDigest } from '../migrations/0484-audit-digest.js'
import { historyMigrations } from '../migrations/history.js'
import type { Scope } from '../plugin/permissions.js'
import { Refusal } from '../plugin/refusal.js'
import { auditGuards } from './audit.js'
import { deed, firm, matter, may, person, scratchTables, sheet, stamp } from './scratch-entities.js'

export { deed, firm, matter, may, person, sheet, stamp }

export interface World {
  readonly db: Knex
  /** A system ctx, or that of an operator with the same scope for reading and editing. */
  ctx(
    operator?: { id: number; scope?: Scope | null; edit?: Scope | null; department?: readonly number[] },
    db?: Knex,
  ): Ctx
  /** Work of the system in one transaction. */
  write<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

/** A database with the tables of entities of every kind, and ctxs to work with. */
export async function scratchWorld(engine: Engine): Promise<World> {
  const scratch = await scratchDatabase(engine)
  const sets = [
    {
      plugin: 'core',
      migrations: [...dataMigrations, ...attributeMigrations, ...historyMigrations, auditDigest],
      guards: auditGuards,
    },
    { plugin: 't', migrations: [scratchTables] },
  ]
  await migrate(scratch.db, sets, { at: NOW })
  const ctx: World['ctx'] = (operator, db = scratch.db) => ctxOf(db, operator && actorOf(operator))

  return {
    db: scratch.db,
    ctx,
    write: (work) => writing(scratch.db, (trx) => work(ctxOf(trx, undefined))),
    drop: scratch.drop,
  }
}

const NOW = '2026-11-05T08:00:00.000Z'

function actorOf({
  id,
  scope = 'all',
  edit = scope,
  department = [id],
}: {
  id: number
  scope?: Scope | null
  edit?: Scope | null
  department?: readonly number[]
}): Actor {
  const grants = new Map<string, Scope>()
  if (scope) grants.set(may.read.id, scope)
  if (edit) grants.set(may.edit.id, edit)
  return {
    id,
    login: `p${id}`,
    name: `P ${id}`,
    locale: 'pl',
    unitId: null,
    roleId: 1,
    roleName: '',
    administrator: false,
    grants,
    department,
    preferences: {},
    shares: new Set(),
    sitting: null,
  }
}

/** The parts of a ctx that data needs; asking for another is a fault of the test. */
function ctxOf(db: Knex, operator: Actor | undefined): Ctx {
  const can: Ctx['can'] = ({ id }) => operator === undefined || operator.grants.has(id)
  const parts: Partial<Ctx> = {
    db,
    operator: operator ?? null,
    system: operator === undefined,
    locale: 'pl',
    origin: 'page',
    requestId: randomUUID(),
    exactVersion: false,
    changeSet: null,
    zone: 'Europe/Warsaw',
    now: () => NOW,
    today: () => '2026-11-05',
    t: (key) => key,
    can,
    must(wanted) {
      if (!can(wanted)) throw new Refusal('core.not-permitted', { status: 403, extra: { permission: wanted.id } })
    },
    registry: scratchRegistry(),
    vault: {
      sign: (purpose, words) => createHmac('sha256', `test ${purpose}`).update(words).digest('base64url'),
      seal: (words) => words,
      open: (words) => words,
    },
    check: async () => {},
    gather: async () => [],
    announce: async () => {},
    touch: async () => {},
    settings: (async () => ({ undoDays: 30 })) as unknown as Ctx['settings'],
  }
  return parts as Ctx
}

function scratchRegistry(): Ctx['registry'] {
  const entities = [person, firm, matter, deed, sheet, stamp]
  const registry = {
    plugins: [{ entities }],
    entity: (id: string) => entities.find((each) => each.id === id),
    permissions: [],
  }
  return registry as unknown as Ctx['registry']
}
