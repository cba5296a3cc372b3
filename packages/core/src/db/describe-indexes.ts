import type { Knex } from 'knex'
import { databaseOf, engineOf } from './connect.js'
import { selectRaw } from './select-raw.js'

export interface IndexFacts {
  readonly name: string
  readonly unique: boolean
  /** It has only the rows of a condition; MariaDB knows no such index. */
  readonly partial: boolean
  readonly columns: readonly string[]
}

/** By table, in the order of their names; those of primary keys are left out. */
export type Indexes = ReadonlyMap<string, readonly IndexFacts[]>

interface Part {
  readonly at: string
  readonly name: string
  readonly plain: number
  readonly partial: number
  readonly column: string
}

const SQLITE = [
  'select t.name as at, i.name as name, 1 - i."unique" as plain, i.partial as partial, c.name as column',
  'from sqlite_master t join pragma_index_list(t.name) i join pragma_index_info(i.name) c',
  "where t.type = 'table' and i.origin <> 'pk' order by t.name, i.name, c.seqno",
].join(' ')
const MARIADB = [
  'select table_name as at, index_name as name, non_unique as plain, 0 as partial, column_name as `column`',
  "from information_schema.statistics where table_schema = database() and index_name <> 'PRIMARY'",
  'order by table_name, index_name, seq_in_index',
].join(' ')

const known = new WeakMap<object, Promise<Indexes>>()

/** All indexes of the database as they stand, in one statement. */
export async function describeIndexes(db: Knex): Promise<Indexes> {
  const parts = await selectRaw<Part>(db, engineOf(db) === 'sqlite' ? SQLITE : MARIADB, [])
  const tables = new Map<string, IndexFacts[]>()
  for (const { at, name, plain, partial, column } of parts) {
    const own = tables.get(at) ?? []
    tables.set(at, own)
    const last = own.at(-1)
    if (last?.name === name) own[own.length - 1] = { ...last, columns: [...last.columns, column] }
    else own.push({ name, unique: Number(plain) === 0, partial: Number(partial) === 1, columns: [column] })
  }
  return tables
}

/** The same, read once for each database: only migrations change them, and those run before anything is served. */
export function indexesOf(db: Knex): Promise<Indexes> {
  const database = databaseOf(db)
  const found = known.get(database) ?? describeIndexes(db)
  known.set(database, found)
  found.catch(() => known.delete(database))
  return found
}

/** After tables came or went while something is served: what was read of them is asked again. */
export function forgetIndexes(db: Knex): void {
  known.delete(databaseOf(db))
}
