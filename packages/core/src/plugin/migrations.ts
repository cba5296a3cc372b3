import type { Knex } from 'knex'

/**
 * One structural change, the same on both databases. `name` is its file name without ending and never changes.
 * On SQLite it runs in a transaction with foreign keys checked at its end, so a rebuild of a table keeps its children;
 * on MariaDB each statement commits by itself, hence one change each and steps that can be run again.
 */
export interface Migration {
  readonly name: string
  up(db: Knex): Promise<void>
  down(db: Knex): Promise<void>
}
