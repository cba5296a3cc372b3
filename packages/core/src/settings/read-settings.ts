import type { Static, TObject, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Knex } from 'knex'
import type { Vault } from '../ctx.js'

/**
 * A plugin's settings as they are in force: what is kept, defaults for the rest. A kept value that no longer fits its
 * schema is passed over for the default. Secrets (`format: 'secret'`) come opened, for services only.
 */
export async function readSettings<S extends TObject>(
  db: Knex,
  pluginId: string,
  schema: S,
  vault: Vault,
): Promise<Static<S>> {
  const rows: { key: string; value: string }[] = await db('core_setting')
    .where({ plugin: pluginId })
    .select('key', 'value')
  const kept = new Map(rows.map((row) => [row.key, row.value]))
  const entries = Object.entries(schema.properties).map(
    ([key, property]) => [key, valueOf(property, kept.get(key), vault)] as const,
  )

  // Each value was checked against its property, or is the property's own default.
  return Object.fromEntries(entries) as Static<S>
}

/** True for a setting that is kept sealed and never shown. */
export function isSecret(property: TSchema): boolean {
  return property.format === 'secret'
}

function valueOf(property: TSchema, kept: string | undefined, vault: Vault): unknown {
  if (kept === undefined) return Value.Create(property)
  if (isSecret(property)) return vault.open(kept)

  const value: unknown = JSON.parse(kept)
  return Value.Check(property, value) ? value : Value.Create(property)
}
