import type { Knex } from 'knex'
import type { Migration } from '../plugin/migrations.js'
import { engineOf } from './connect.js'

/** For migrations: on MariaDB each statement commits by itself, so a step may be run again; what is there stays. */
async function addIndex(db: Knex, table: string, name: string, columns: readonly string[]): Promise<void> {
  await db.raw(`create index if not exists ${name} on ${table} (${columns.join(', ')})`)
}

/** The same for taking away; on MariaDB a foreign key must have another index that begins with its column. */
async function removeIndex(db: Knex, table: string, name: string): Promise<void> {
  await db.raw(`drop index if exists ${name}${engineOf(db) === 'sqlite' ? '' : ` on ${table}`}`)
}

interface IndexSwap {
  readonly table: string
  /** Columns by the name of the index. */
  readonly added: Readonly<Record<string, readonly string[]>>
  /** What others begin with now. Left there, MariaDB would rather intersect two of these than read one in its order. */
  readonly replaced: Readonly<Record<string, readonly string[]>>
}

/** A migration that gives a table some indexes in the place of others. */
export function indexSwap(name: string, { table, added, replaced }: IndexSwap): Migration {
  const swap = async (db: Knex, come: IndexSwap['added'], go: IndexSwap['added']) => {
    for (const [index, columns] of Object.entries(come)) await addIndex(db, table, index, columns)
    for (const index of Object.keys(go)) await removeIndex(db, table, index)
  }
  return { name, up: (db) => swap(db, added, replaced), down: (db) => swap(db, replaced, added) }
}
