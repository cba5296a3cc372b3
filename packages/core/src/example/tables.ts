import type { Knex } from 'knex'
import { engineOf } from '../db/connect.js'

export interface TableFacts {
  readonly name: string
  readonly columns: ReadonlySet<string>
  /** Has a whole number `id`. */
  readonly hasId: boolean
}

/** A column that names a row of another table, as the database itself keeps it. */
export interface ForeignKey {
  readonly table: string
  readonly column: string
  readonly parent: string
  /** The row goes with its parent. */
  readonly cascades: boolean
}

/** The tables of these plugins (`core_…`, `sales_…`) as they are in the database, by name. */
export async function readTables(db: Knex, plugins: readonly string[]): Promise<readonly TableFacts[]> {
  const names = (await tableNames(db)).filter((name) => plugins.some((plugin) => name.startsWith(`${plugin}_`)))
  const facts: TableFacts[] = []
  for (const name of names.sort()) {
    const columns = await db(name).columnInfo()
    const id = columns['id'] as { type?: string } | undefined
    facts.push({ name, columns: new Set(Object.keys(columns)), hasId: /^int/i.test(id?.type ?? '') })
  }

  return facts
}

/** Every foreign key of these tables, of one column each. */
export async function readKeys(db: Knex, tables: readonly TableFacts[]): Promise<readonly ForeignKey[]> {
  const keys = engineOf(db) === 'sqlite' ? await sqliteKeys(db, tables) : await mariadbKeys(db)
  const known = new Set(tables.map(({ name }) => name))

  return keys.filter(({ table, parent }) => known.has(table) && known.has(parent))
}

async function tableNames(db: Knex): Promise<string[]> {
  if (engineOf(db) === 'sqlite') return db('sqlite_master').where({ type: 'table' }).pluck<string[]>('name')
  return db('information_schema.tables').whereRaw('table_schema = database()').pluck<string[]>('table_name')
}

async function sqliteKeys(db: Knex, tables: readonly TableFacts[]): Promise<readonly ForeignKey[]> {
  const keys: ForeignKey[] = []
  for (const { name } of tables) {
    const rows: { table: string; from: string; on_delete: string }[] = await db.raw(
      `pragma foreign_key_list('${name}')`,
    )
    keys.push(
      ...rows.map((row) => ({
        table: name,
        column: row.from,
        parent: row.table,
        cascades: row.on_delete === 'CASCADE',
      })),
    )
  }

  return keys
}

async function mariadbKeys(db: Knex): Promise<readonly ForeignKey[]> {
  const rows: { t: string; c: string; p: string; rule: string }[] = await db('information_schema.key_column_usage as k')
    .join('information_schema.referential_constraints as r', (on) =>
      on
        .on('r.constraint_schema', 'k.constraint_schema')
        .andOn('r.constraint_name', 'k.constraint_name')
        .andOn('r.table_name', 'k.table_name'),
    )
    .whereRaw('k.table_schema = database()')
    .select({ t: 'k.table_name', c: 'k.column_name', p: 'k.referenced_table_name', rule: 'r.delete_rule' })

  return rows.map((row) => ({ table: row.t, column: row.c, parent: row.p, cascades: row.rule === 'CASCADE' }))
}
