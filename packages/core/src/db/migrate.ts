import type { Knex } from 'knex'
import type { Guard } from '../plugin/define-plugin.js'
import type { Migration } from '../plugin/migrations.js'
import { engineOf } from './connect.js'
import { dropGuards, raiseGuards } from './guards.js'
import { whileMigrating } from './while-migrating.js'

/** What one plugin brings; sets stand in plugin order. */
export interface MigrationSet {
  readonly plugin: string
  readonly migrations: readonly Migration[]
  readonly guards?: readonly Guard[]
}

export interface Step {
  readonly plugin: string
  readonly name: string
}

export interface MigrationState {
  readonly done: readonly Step[]
  readonly pending: readonly Step[]
  /** In the database but not in the code: the database is newer, and nothing may start on it. */
  readonly unknown: readonly Step[]
}

const RECORD = 'core_migration'

/** What is done, what is to be done, and what only a newer program knows. Reads; makes nothing. */
export async function migrationState(db: Knex, sets: readonly MigrationSet[]): Promise<MigrationState> {
  const rows = (await db.schema.hasTable(RECORD)) ? await db(RECORD).select<Step[]>('plugin', 'name').orderBy('id') : []
  const names = new Set(rows.map(nameOf))
  const steps = sets.flatMap(stepsOf)
  const known = new Set(steps.map(nameOf))
  const ours = new Set(sets.map(({ plugin }) => plugin))

  return {
    done: rows.map(({ plugin, name }) => ({ plugin, name })),
    pending: steps.filter((step) => !names.has(nameOf(step))),
    unknown: rows.filter((row) => ours.has(row.plugin) && !known.has(nameOf(row))),
  }
}

export interface MigrateOptions {
  /** UTC instant to be recorded. */
  readonly at: string
  readonly told?: (step: Step) => void
}

/** Makes every pending migration in plugin order, while no other process does (`migrateAlone`). */
export async function migrate(
  db: Knex,
  sets: readonly MigrationSet[],
  options: MigrateOptions,
): Promise<readonly Step[]> {
  return whileMigrating(db, (own) => migrateAlone(own, sets, options))
}

/**
 * Makes every pending migration in plugin order, then raises the guards of all sets; for whoever holds the lock of
 * `whileMigrating`. Each step is recorded as it ends: on SQLite in its own transaction, on MariaDB, where every statement
 * commits by itself, right after it.
 */
export async function migrateAlone(
  own: Knex,
  sets: readonly MigrationSet[],
  { at, told }: MigrateOptions,
): Promise<readonly Step[]> {
  await prepare(own)
  const { pending, unknown } = await migrationState(own, sets)
  if (unknown.length > 0) throw new Error(`the database is newer than the program: ${unknown.map(nameOf).join(', ')}`)
  if (pending.length === 0) return []

  await dropGuards(
    own,
    sets.flatMap(({ guards = [] }) => guards),
  )
  for (const step of pending) {
    await stepUp(own, migrationOf(sets, step), step, at)
    told?.(step)
  }
  for (const { guards = [] } of sets) await raiseGuards(own, guards)
  return pending
}

/** Takes the migrations of one plugin back, last first; `until` is the name of the last one that stays. */
export async function migrateDown(
  db: Knex,
  set: MigrationSet,
  { until }: { readonly until?: string } = {},
): Promise<readonly Step[]> {
  return whileMigrating(db, (own) => migrateDownAlone(own, set, until))
}

/** The same for whoever holds the lock of `whileMigrating`. */
export async function migrateDownAlone(own: Knex, set: MigrationSet, until?: string): Promise<readonly Step[]> {
  const { done } = await migrationState(own, [set])
  const mine = done.filter(({ plugin }) => plugin === set.plugin).reverse()
  const stays = until === undefined ? -1 : mine.findIndex(({ name }) => name === until)
  const back = stays < 0 ? mine : mine.slice(0, stays)

  if (back.length > 0) await dropGuards(own, set.guards ?? [])
  for (const step of back) {
    const { down } = migrationOf([set], step)
    await inStep(own, async (trx) => {
      await down(trx)
      await trx(RECORD)
        .where({ ...step })
        .delete()
    })
  }
  return back
}

async function stepUp(db: Knex, { up }: Migration, step: Step, at: string): Promise<void> {
  await inStep(db, async (trx) => {
    await up(trx)
    await trx(RECORD).insert({ ...step, at })
  })
}

/** SQLite rebuilds a table by dropping it; with foreign keys on that would empty its children without a word. */
async function inStep(db: Knex, work: (db: Knex) => Promise<void>): Promise<void> {
  if (engineOf(db) === 'mariadb') return work(db)
  await db.transaction(work, { enforceForeignCheck: false } as Knex.TransactionConfig)
}

/** The record's own table, and on MariaDB the collation every table is created with: bytes, as on SQLite. */
async function prepare(db: Knex): Promise<void> {
  if (await db.schema.hasTable(RECORD)) return
  if (engineOf(db) === 'mariadb') await db.raw('alter database character set utf8mb4 collate utf8mb4_nopad_bin')
  await db.schema.createTable(RECORD, (t) => {
    t.increments('id')
    t.string('plugin', 40).notNullable()
    t.string('name', 100).notNullable()
    t.string('at', 24).notNullable()
    t.unique(['plugin', 'name'], { indexName: 'core_migration_name' })
  })
}

function migrationOf(sets: readonly MigrationSet[], { plugin, name }: Step): Migration {
  const found = sets.find((set) => set.plugin === plugin)?.migrations.find((migration) => migration.name === name)
  if (!found) throw new Error(`the program does not know the migration ${plugin}/${name}`)
  return found
}

const stepsOf = ({ plugin, migrations }: MigrationSet): Step[] => migrations.map(({ name }) => ({ plugin, name }))
const nameOf = ({ plugin, name }: Step): string => `${plugin}/${name}`
