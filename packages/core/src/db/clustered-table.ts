import type { Knex } from 'knex'
import { engineOf } from './connect.js'

/**
 * Creates a table that lies in the order of its primary key on both databases: InnoDB's always do, SQLite's with WITHOUT
 * ROWID. For narrow tables without an id whose key is all that is asked for; half the size and half the writing.
 */
export async function createClusteredTable(
  db: Knex,
  name: string,
  build: (t: Knex.CreateTableBuilder) => void,
): Promise<void> {
  const schema = db.schema.createTable(name, build)
  if (engineOf(db) === 'mariadb') return schema

  const [create, ...others] = schema.toSQL() as unknown as readonly { readonly sql: string }[]
  await db.raw(`${create?.sql ?? ''} without rowid`)
  for (const { sql } of others) await db.raw(sql)
}
