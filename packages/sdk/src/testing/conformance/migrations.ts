import {
  describeTables,
  migrate,
  migrateDown,
  migrationSets,
  type Knex,
  type MigrationSet,
  type Plugin,
  type TableFacts,
} from '@berberis/core'
import type { TestHost } from '../host.js'

const LONGEST = 64
/** The last step of a plugin that has `seed`. */
const SEED = 'seed'

/**
 * Takes the plugin's migrations back one by one and makes each again, with the rows of the example in the tables; then all
 * of them down and up. The tables must be what they were, carry the plugin's id, name their indexes, and leave those of
 * others alone.
 */
export async function migrationFaults(host: TestHost, plugin: Plugin): Promise<string[]> {
  const { kernel } = host.host
  const sets = migrationSets(kernel)
  const own = sets.find((set) => set.plugin === plugin.id)
  if (!own || own.migrations.length === 0) return []
  const { db } = kernel
  const whole = await describeTables(db)
  const ids = kernel.registry.plugins.map(({ id }) => id)
  const faults = [...shapeFaults(whole, plugin.id), ...strayFaults(whole, ids)]

  for (const { name } of [...own.migrations].reverse()) {
    try {
      faults.push(...(await oneBackAndAgain(db, sets, own, name)))
    } catch (error) {
      throw new Error(`migration ${name} does not go down and up again with rows in the tables: ${String(error)}`, {
        cause: error,
      })
    }
  }

  const left = await describeTables(db)
  faults.push(
    ...left
      .filter((table) => isOf(table, plugin.id) && table.name !== 'core_migration')
      .map((table) => `the table ${table.name} is still there after all migrations went down`),
  )
  faults.push(...compare(others(whole, plugin.id), others(left, plugin.id), 'taking the plugin down'))

  // What a seed wrote in tables of others (search, trail) is still there; it is not sown twice.
  const unsown = sets.map((set) =>
    set.plugin === own.plugin ? { ...set, migrations: set.migrations.filter(({ name }) => name !== SEED) } : set,
  )
  await migrate(db, unsown, { at: host.clock.now() })
  faults.push(...compare(whole, await describeTables(db), 'going down and up again'))
  return faults
}

/** One step back, made again over what is there, and back for good. Seeds are made once only. */
async function oneBackAndAgain(
  db: Knex,
  sets: readonly MigrationSet[],
  own: MigrationSet,
  name: string,
): Promise<string[]> {
  const at = own.migrations.findIndex((migration) => migration.name === name)
  const until = own.migrations[at - 1]?.name
  const back = () => migrateDown(db, own, until === undefined ? {} : { until })
  const before = await describeTables(db)
  await back()
  if (name === SEED) return []

  const upTo = sets.map((set) =>
    set.plugin === own.plugin
      ? { ...set, guards: [], migrations: own.migrations.slice(0, at + 1) }
      : { ...set, guards: [] },
  )
  await migrate(db, upTo, { at: '2026-01-01T00:00:00.000Z' })
  const faults = compare(before, await describeTables(db), `taking migration ${name} back and making it again`)
  await back()
  return faults
}

function shapeFaults(tables: readonly TableFacts[], id: string): string[] {
  return tables
    .filter((table) => isOf(table, id))
    .flatMap(({ name, indexes }) =>
      indexes
        .filter((index) => !index.name.startsWith(`${id}_`) || index.name.length > LONGEST)
        .map(
          (index) =>
            `an index of ${name} over ${index.columns.join(', ')} is called ${index.name}: name it ${name}_…, at most ${LONGEST} signs`,
        ),
    )
}

/** A table without a plugin's id before it belongs to nobody, or will to the next plugin of that name. */
function strayFaults(tables: readonly TableFacts[], ids: readonly string[]): string[] {
  return tables
    .filter((table) => !ids.some((id) => isOf(table, id)))
    .map(({ name }) => `the table ${name} carries the id of no plugin`)
}

function compare(before: readonly TableFacts[], after: readonly TableFacts[], when: string): string[] {
  const [was, is] = [byName(before), byName(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    if (!is.has(name)) return [`the table ${name} is gone after ${when}`]
    if (!was.has(name)) return [`the table ${name} is there after ${when} and was not before`]
    return was.get(name) === is.get(name)
      ? []
      : [`the table ${name} is not what it was after ${when}:\n      was ${was.get(name)}\n      is  ${is.get(name)}`]
  })
}

/** Columns by name: a column that was taken out and put back stands at the end. */
function byName(tables: readonly TableFacts[]): ReadonlyMap<string, string> {
  return new Map(
    tables.map((table) => [
      table.name,
      JSON.stringify({ ...table, columns: [...table.columns].sort((a, b) => (a.name < b.name ? -1 : 1)) }),
    ]),
  )
}

const isOf = ({ name }: TableFacts, id: string): boolean => name.startsWith(`${id}_`)
const others = (tables: readonly TableFacts[], id: string): readonly TableFacts[] =>
  tables.filter((table) => !isOf(table, id))
