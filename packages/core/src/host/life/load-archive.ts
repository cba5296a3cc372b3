import type { Knex } from 'knex'
import { engineOf } from '../../db/connect.js'
import { Refusal } from '../../plugin/refusal.js'
import type { RowTexts } from '../../backup/row-line.js'
import type { ArchivedTable } from './archive.js'
import type { Archive } from './read-archive.js'

const AT_ONCE = 100

/** Puts the rows of an archive back, in the transaction of `db`, into tables as they were when it was written. */
export async function loadArchive(db: Knex, archive: Archive): Promise<void> {
  await loosenKeys(db, true)
  try {
    for (const table of archive.manifest.tables) await load(db, archive, table)
    // The core's own rows last first, as they were taken: values after their types.
    for (const table of [...archive.manifest.rows].reverse()) await load(db, archive, table)
  } finally {
    await loosenKeys(db, false)
  }
}

async function load(db: Knex, archive: Archive, table: ArchivedTable): Promise<void> {
  const known = await db(table.name).columnInfo()
  const missing = table.columns.find((column) => !(column in known))
  if (missing !== undefined)
    throw new Refusal('core.archive-newer', { params: { archive: `${table.name}.${missing}` } })
  let rows: RowTexts[] = []
  const insert = async (): Promise<void> => {
    const some = rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column, row[at] ?? null])))
    if (some.length > 0) await db(table.name).insert(some)
    rows = []
  }
  for await (const row of archive.rows(table)) if (rows.push(row) === AT_ONCE) await insert()
  await insert()
}

/** In whatever order rows come: SQLite looks at keys in the end of the transaction, MariaDB not at all meanwhile. */
async function loosenKeys(db: Knex, loose: boolean): Promise<void> {
  if (engineOf(db) === 'mariadb') await db.raw(`set foreign_key_checks = ${loose ? 0 : 1}`)
  else if (loose) await db.raw('pragma defer_foreign_keys = on')
}
