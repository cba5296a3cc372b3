import type { Knex } from 'knex'
import type { Plugin } from '../../plugin/define-plugin.js'

/** `installing` and `removing` are ways, not places: a start that finds one goes back, or on to the end. */
export type PluginState = 'installed' | 'disabled' | 'installing' | 'removing'

export interface KnownPlugin {
  readonly id: string
  readonly version: string
  readonly state: PluginState
  /** Path of the archive; only while it is being removed. */
  readonly archive: string | null
  /** UTC instant of the last change. */
  readonly at: string
}

const TABLE = 'core_plugin'

/** All plugins that ever came and did not go; null in a database that does not keep them yet. */
export async function knownPlugins(db: Knex): Promise<ReadonlyMap<string, KnownPlugin> | null> {
  if (!(await db.schema.hasTable(TABLE))) return null
  const rows: KnownPlugin[] = await db(TABLE).select('id', 'version', 'state', 'archive', 'at')
  return new Map(rows.map((row) => [row.id, row]))
}

/** Notes what became of a plugin. */
export async function notePlugin(db: Knex, { id, ...known }: KnownPlugin): Promise<void> {
  await db(TABLE)
    .insert({ id, ...known })
    .onConflict('id')
    .merge(Object.keys(known))
}

export async function forgetPlugin(db: Knex, id: string): Promise<void> {
  await db(TABLE).where({ id }).delete()
}

/** Of the listed plugins those that are in force: all of them while the database keeps no states. Core always is. */
export function inForce(listed: readonly Plugin[], known: ReadonlyMap<string, KnownPlugin> | null): readonly Plugin[] {
  return listed.filter(({ id }) => id === 'core' || known === null || known.get(id)?.state === 'installed')
}
