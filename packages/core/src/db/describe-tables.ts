import type { Knex } from 'knex'
import { engineOf } from './connect.js'
import { describeIndexes, type IndexFacts } from './describe-indexes.js'

export interface ColumnFacts {
  readonly name: string
  /** As the database itself calls it; the two differ. */
  readonly type: string
  readonly nullable: boolean
}

export interface KeyFacts {
  readonly column: string
  readonly table: string
  /** `CASCADE`, `SET NULL`, `RESTRICT` or `NO ACTION`. */
  readonly onDelete: string
}

/** One table as it stands in the database, its parts sorted by name; columns in their own order. */
export interface TableFacts {
  readonly name: string
  readonly columns: readonly ColumnFacts[]
  readonly indexes: readonly IndexFacts[]
  readonly keys: readonly KeyFacts[]
}

/** Every table of the database but the engine's own. Reads only. */
export async function describeTables(db: Knex): Promise<readonly TableFacts[]> {
  const indexes = await describeIndexes(db)
  const tables = engineOf(db) === 'sqlite' ? await onSqlite(db) : await onMariaDb(db)
  return tables
    .map((table) => sorted({ ...table, indexes: indexes.get(table.name) ?? [] }))
    .sort((a, b) => order(a.name, b.name))
}

type Found = Omit<TableFacts, 'indexes'>

async function onSqlite(db: Knex): Promise<Found[]> {
  const names = await rows<{ name: string }>(
    db,
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
  )
  const tables: Found[] = []
  for (const { name } of names) {
    const columns = await rows<{ name: string; type: string; notnull: number }>(
      db,
      'select * from pragma_table_info(?)',
      [name],
    )
    const keys = await rows<{ from: string; table: string; on_delete: string }>(
      db,
      'select * from pragma_foreign_key_list(?)',
      [name],
    )
    tables.push({
      name,
      columns: columns.map((column) => ({
        name: column.name,
        type: column.type.toLowerCase(),
        nullable: column.notnull === 0,
      })),
      keys: keys.map((key) => ({ column: key.from, table: key.table, onDelete: key.on_delete })),
    })
  }
  return tables
}

async function onMariaDb(db: Knex): Promise<Found[]> {
  const names = await rows<{ name: string }>(
    db,
    "select table_name as name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
  )
  const columns = await rows<{ at: string; name: string; type: string; nullable: string }>(
    db,
    'select table_name as at, column_name as name, column_type as type, is_nullable as nullable from information_schema.columns where table_schema = database() order by table_name, ordinal_position',
  )
  const keys = await rows<{ at: string; column: string; table: string; onDelete: string }>(
    db,
    'select u.table_name as at, u.column_name as `column`, u.referenced_table_name as `table`, r.delete_rule as onDelete from information_schema.key_column_usage u join information_schema.referential_constraints r on r.constraint_schema = u.constraint_schema and r.constraint_name = u.constraint_name and r.table_name = u.table_name where u.table_schema = database()',
  )
  return names.map(({ name }) => ({
    name,
    columns: columns
      .filter(({ at }) => at === name)
      .map((one) => ({ name: one.name, type: one.type, nullable: one.nullable === 'YES' })),
    keys: keys.filter(({ at }) => at === name).map(({ column, table, onDelete }) => ({ column, table, onDelete })),
  }))
}

async function rows<T>(db: Knex, sql: string, bindings: readonly string[] = []): Promise<T[]> {
  const answer = (await db.raw(sql, [...bindings])) as unknown
  return (engineOf(db) === 'sqlite' ? answer : (answer as [unknown])[0]) as T[]
}

function sorted(table: TableFacts): TableFacts {
  return {
    ...table,
    indexes: [...table.indexes].sort((a, b) => order(a.name, b.name)),
    keys: [...table.keys].sort((a, b) => order(a.column, b.column)),
  }
}

/** By code points: the same everywhere, whatever the machine's language. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
