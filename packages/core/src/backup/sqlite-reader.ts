import BetterSqlite3 from 'better-sqlite3'
import type { RowTexts } from './row-line.js'
import type { TableReader, TableShape } from './table-reader.js'

/** Reads an embedded database that nobody else writes: a copy, or one that was just put in place. */
export function sqliteReader(file: string): TableReader {
  const db = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  db.defaultSafeIntegers(true)

  return {
    tables: shapes(db),
    rows: ({ name, columns, order }) => {
      const list = (names: readonly string[]) => names.map(quoted).join(', ')
      const rows = db
        .prepare(`select ${list(columns)} from ${quoted(name)} order by ${list(order)}`)
        .raw()
        .iterate()
      return asTexts(rows as IterableIterator<readonly unknown[]>)
    },
    close: async () => void db.close(),
  }
}

const TABLES =
  "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by 1"

function shapes(db: BetterSqlite3.Database): TableShape[] {
  const names = db.prepare<[], { name: string }>(TABLES).all()
  return names.map(({ name }) => {
    // 2 and 3 are generated columns.
    const columns = db
      .prepare<[string], { name: string; pk: bigint }>('select name, pk from pragma_table_xinfo(?) where hidden = 0')
      .all(name)
    const all = columns.map((column) => column.name)
    const key = columns.filter(({ pk }) => pk > 0n).sort((a, b) => Number(a.pk - b.pk))
    return { name, columns: all, binary: new Set(), order: key.length > 0 ? key.map((column) => column.name) : all }
  })
}

async function* asTexts(rows: IterableIterator<readonly unknown[]>): AsyncGenerator<RowTexts> {
  for (const row of rows) yield row.map(textOf)
}

/** Only for telling tables apart: the copy itself is the database's own file. */
function textOf(value: unknown): string | null {
  if (value === null) return null
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`
  return typeof value === 'string' ? value : String(value)
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
