import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { engineOf } from '../../db/connect.js'
import { describeTables } from '../../db/describe-tables.js'
import { selectRaw } from '../../db/select-raw.js'

/** SHA-256 of everything that is no row: tables, columns, indexes, keys, guards, and which migrations were made. */
export async function schemaHash(db: Knex): Promise<string> {
  const tables = await describeTables(db)
  const guards = await selectRaw<{ name: string }>(db, GUARDS[engineOf(db)], [])
  const steps = await db('core_migration').select('plugin', 'name').orderBy(['plugin', 'name'])
  return createHash('sha256')
    .update(JSON.stringify({ tables, guards: guards.map(({ name }) => name), steps }))
    .digest('hex')
}

const GUARDS = {
  sqlite: "select name from sqlite_master where type = 'trigger' order by name",
  mariadb: 'select trigger_name as name from information_schema.triggers where trigger_schema = database() order by 1',
}
