import { once } from 'node:events'
import mysql from 'mysql2'
import type { RowTexts } from './row-line.js'
import type { TableReader, TableShape } from './table-reader.js'

/** Rows that wait between the server and whoever reads them. */
const WAITING = 200

/** One connection that says everything as the server's own texts, and has no limit on a statement's time. */
export interface MariaDb {
  query(sql: string, values?: readonly unknown[]): Promise<readonly RowTexts[]>
  stream(sql: string): AsyncIterable<RowTexts>
  close(): Promise<void>
}

/** Opens a connection of its own beside the pool of whoever serves requests. */
export async function openMariaDb(url: string): Promise<MariaDb> {
  const address = new URL(url)
  const connection = mysql.createConnection({
    host: address.hostname,
    port: Number(address.port || 3306),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)),
    charset: 'utf8mb4_bin',
    rowsAsArray: true,
    typeCast: (field: { string(): string | null }) => field.string(),
  })
  await once(connection, 'connect')
  const query = (sql: string, values: readonly unknown[] = []) =>
    new Promise<readonly RowTexts[]>((resolve, reject) => {
      connection.query(sql, [...values], (error, rows) =>
        error ? reject(error) : resolve(rows as unknown as RowTexts[]),
      )
    })
  await query(
    "set session max_statement_time = 0, net_write_timeout = 3600, net_read_timeout = 3600, time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION'",
  )

  return {
    query,
    stream: (sql) => connection.query(sql).stream({ highWaterMark: WAITING }) as AsyncIterable<RowTexts>,
    close: () => new Promise((resolve, reject) => connection.end((error) => (error ? reject(error) : resolve()))),
  }
}

/** The database as it is at this moment, read in one snapshot while others go on writing. */
export async function mariadbReader(db: MariaDb): Promise<TableReader> {
  await db.query('set session transaction isolation level repeatable read')
  await db.query('start transaction with consistent snapshot, read only')

  return {
    tables: await shapes(db),
    rows: ({ name, columns, binary, order }) => {
      const shown = columns.map((column) => (binary.has(column) ? `hex(${quoted(column)})` : quoted(column)))
      return db.stream(`select ${shown.join(', ')} from ${quoted(name)} order by ${order.map(quoted).join(', ')}`)
    },
    close: async () => void (await db.query('commit')),
  }
}

const COLUMNS = [
  'select c.table_name, c.column_name, c.data_type, k.ordinal_position from information_schema.columns c',
  'join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name',
  'left join information_schema.key_column_usage k on k.table_schema = c.table_schema and k.table_name = c.table_name',
  "and k.column_name = c.column_name and k.constraint_name = 'PRIMARY'",
  "where c.table_schema = database() and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'",
  'order by c.table_name, c.ordinal_position',
].join(' ')
const BYTES = /^(binary|varbinary|tinyblob|blob|mediumblob|longblob)$/

async function shapes(db: MariaDb): Promise<TableShape[]> {
  const tables = new Map<string, { name: string; type: string; place: number }[]>()
  for (const [table, name, type, place] of await db.query(COLUMNS)) {
    const columns = tables.get(String(table)) ?? []
    tables.set(String(table), columns)
    columns.push({ name: String(name), type: String(type), place: Number(place ?? 0) })
  }
  return [...tables].map(([name, columns]) => {
    const all = columns.map((column) => column.name)
    const key = columns.filter(({ place }) => place > 0).sort((a, b) => a.place - b.place)
    const binary = new Set(columns.filter(({ type }) => BYTES.test(type)).map((column) => column.name))
    return { name, columns: all, binary, order: key.length > 0 ? key.map((column) => column.name) : all }
  })
}

/** A name as MariaDB quotes it. */
export const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``
