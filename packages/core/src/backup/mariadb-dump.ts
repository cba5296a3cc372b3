import { createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { dumpedAt, dumpedRows } from './dumped-rows.js'
import type { TableSum } from './manifest.js'
import { type MariaDb, mariadbReader, openMariaDb, quoted } from './mariadb-reader.js'
import type { RowTexts } from './row-line.js'
import { sumOf, sumsOf, type TableShape } from './table-reader.js'

const FOLDER = 'tables'
const SCHEMA = 'schema.json'
/** Rows, and signs of their lines, of one INSERT: few enough for any `max_allowed_packet`. */
const ROWS = 200
const SIGNS = 500_000

interface Schema {
  readonly charset: string
  readonly collation: string
  readonly tables: readonly { readonly name: string; readonly sql: string; readonly binary: readonly string[] }[]
  readonly triggers: readonly string[]
}

/** Writes every table into `folder`, each as it was at one moment, while others go on writing. Answers with their sums. */
export async function dumpMariaDb(url: string, folder: string): Promise<TableSum[]> {
  const db = await openMariaDb(url)
  try {
    const reader = await mariadbReader(db)
    await mkdir(join(folder, FOLDER), { recursive: true, mode: 0o700 })
    const schema = await schemaOf(db, reader.tables)
    await writeFile(join(folder, FOLDER, SCHEMA), JSON.stringify(schema, null, 1), { mode: 0o600 })
    const sums: TableSum[] = []
    for (const table of reader.tables) {
      const packed = createGzip({ level: 4 })
      const kept = packed.pipe(createWriteStream(dumpedAt(folder, table.name), { mode: 0o600, flush: true }))
      const written = finished(kept)
      sums.push(await sumOf(reader, table, (lines) => write(packed, lines)))
      packed.end()
      await written
    }
    await reader.close()
    return sums
  } finally {
    await db.close()
  }
}

/** Fills an empty database from the tables in `folder`; guards are raised when the rows are in. */
export async function fillMariaDb(url: string, folder: string): Promise<void> {
  const { charset, collation, tables, triggers } = JSON.parse(
    await readFile(join(folder, FOLDER, SCHEMA), 'utf8'),
  ) as Schema
  const db = await openMariaDb(url)
  try {
    await db.query(`alter database character set ${charset} collate ${collation}`)
    await db.query('set session foreign_key_checks = 0, unique_checks = 0')
    for (const { sql } of tables) await db.query(sql)
    for (const { name, binary } of tables) await fill(db, folder, { name, binary: new Set(binary) })
    for (const sql of triggers) await db.query(sql)
  } finally {
    await db.close()
  }
}

/** What is in a database now, table by table. */
export async function mariadbSums(url: string): Promise<TableSum[]> {
  const db = await openMariaDb(url)
  try {
    return await sumsOf(await mariadbReader(db))
  } finally {
    await db.close()
  }
}

/** Takes every table away; `restore` over an instance whose name was given. */
export async function emptyMariaDb(url: string): Promise<void> {
  const db = await openMariaDb(url)
  try {
    await db.query('set session foreign_key_checks = 0')
    for (const name of await tableNames(db)) await db.query(`drop table ${quoted(name)}`)
  } finally {
    await db.close()
  }
}

/** Names of the tables that are there. */
export async function mariadbTables(url: string): Promise<readonly string[]> {
  const db = await openMariaDb(url)
  try {
    return await tableNames(db)
  } finally {
    await db.close()
  }
}

async function tableNames(db: MariaDb): Promise<string[]> {
  const rows = await db.query("show full tables where table_type = 'BASE TABLE'")
  return rows.map(([name]) => String(name))
}

async function schemaOf(db: MariaDb, tables: readonly TableShape[]): Promise<Schema> {
  const [[charset, collation] = []] = await db.query('select @@character_set_database, @@collation_database')
  const made = []
  for (const { name, binary } of tables) {
    const [[, sql] = []] = await db.query(`show create table ${quoted(name)}`)
    made.push({ name, sql: String(sql), binary: [...binary] })
  }
  const triggers = await db.query(
    'select trigger_name, action_timing, event_manipulation, event_object_table, action_statement from information_schema.triggers where trigger_schema = database() order by event_object_table, action_order',
  )
  return {
    charset: String(charset),
    collation: String(collation),
    tables: made,
    triggers: triggers.map(
      ([name, timing, event, table, statement]) =>
        `create trigger ${quoted(String(name))} ${timing} ${event} on ${quoted(String(table))} for each row ${statement}`,
    ),
  }
}

async function fill(
  db: MariaDb,
  folder: string,
  { name, binary }: { readonly name: string; readonly binary: ReadonlySet<string> },
): Promise<void> {
  const columns = await writable(db, name)
  const values = `(${columns.map((column) => (binary.has(column) ? 'unhex(?)' : '?')).join(', ')})`
  const into = `insert into ${quoted(name)} (${columns.map(quoted).join(', ')}) values `
  let rows: RowTexts[] = []
  let signs = 0
  const insert = async (): Promise<void> => {
    if (rows.length > 0) await db.query(into + rows.map(() => values).join(', '), rows.flat())
    rows = []
    signs = 0
  }

  await db.query('start transaction')
  for await (const row of dumpedRows(folder, name)) {
    rows.push(row)
    signs += row.reduce((sum, value) => sum + (value?.length ?? 0), 0)
    if (rows.length === ROWS || signs > SIGNS) await insert()
  }
  await insert()
  await db.query('commit')
}

async function writable(db: MariaDb, table: string): Promise<string[]> {
  const rows = await db.query(
    "select column_name from information_schema.columns where table_schema = database() and table_name = ? and is_generated = 'NEVER' order by ordinal_position",
    [table],
  )
  return rows.map(([name]) => String(name))
}

function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())))
}
