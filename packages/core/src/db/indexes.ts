import type { Knex } from 'knex'
import { engineOf } from './connect.js'

/** For migrations: on MariaDB each statement commits by itself, so a step may be run again; what is there stays. */
export async function addIndex(db: Knex, table: string, name: string, columns: readonly string[]): Promise<void> {
  await db.raw(`create index if not exists ${name} on ${table} (${columns.join(', ')})`)
}

/** The same for taking away; on MariaDB a foreign key must have another index that begins with its column. */
export async function removeIndex(db: Knex, table: string, name: string): Promise<void> {
  await db.raw(`drop index if exists ${name}${engineOf(db) === 'sqlite' ? '' : ` on ${table}`}`)
}
