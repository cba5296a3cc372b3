import { FormatRegistry, type Static, type TObject, type TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { Knex } from 'knex'
import type { Ctx, Vault } from '../ctx.js'
import { grouped } from '../db/bulk.js'
import { keptBy } from '../entity/kept.js'
import { SealedElsewhere } from '../host/vault.js'

// A text of a format nobody registered fits no schema; this one says how it is kept, not what it looks like.
FormatRegistry.Set('secret', () => true)

/**
 * A plugin's settings as they are in force: what is kept, defaults for the rest. A kept value that no longer fits its
 * schema is passed over for the default, and so is a secret this instance cannot open (`lostSecrets` names those).
 * Secrets (`format: 'secret'`) come opened, for services only.
 */
export async function readSettings<S extends TObject>(
  db: Knex,
  pluginId: string,
  schema: S,
  vault: Vault,
): Promise<Static<S>> {
  return inForce(await keptSettings(db, pluginId), schema, vault)
}

/** Texts of all plugins' settings, by plugin and key; secrets stay sealed in memory too. */
const allKept = keptBy('settings', async ({ db }) => {
  const rows: { plugin: string; key: string; value: string }[] = await db('core_setting').select()
  return new Map(
    [...grouped(rows, ({ plugin }) => plugin)].map(([plugin, own]) => [
      plugin,
      new Map(own.map(({ key, value }) => [key, value])),
    ]),
  )
})

/** The same as `readSettings`, out of memory unless a setting changed since the last request. */
export async function settingsOf<S extends TObject>(ctx: Ctx, pluginId: string, schema: S): Promise<Static<S>> {
  return inForce((await allKept(ctx)).get(pluginId) ?? new Map(), schema, ctx.vault)
}

/** The texts that are kept of a plugin's settings, by key: JSON, or sealed for a secret. */
export async function keptSettings(db: Knex, pluginId: string): Promise<ReadonlyMap<string, string>> {
  const rows: { key: string; value: string }[] = await db('core_setting')
    .where({ plugin: pluginId })
    .select('key', 'value')
  return new Map(rows.map(({ key, value }) => [key, value]))
}

/** Keys of the secrets that are kept but cannot be opened: the database came here without its instance key. */
export async function lostSecrets(
  { db, vault }: { readonly db: Knex; readonly vault: Vault },
  pluginId: string,
  { properties }: TObject,
): Promise<readonly string[]> {
  const kept = await keptSettings(db, pluginId)
  return Object.entries(properties).flatMap(([key, property]) => {
    const sealed = isSecret(property) ? kept.get(key) : undefined
    return sealed !== undefined && opened(sealed, vault) === null ? key : []
  })
}

/** True for a setting that is kept sealed and never shown. */
export function isSecret(property: TSchema): boolean {
  return property.format === 'secret'
}

function inForce<S extends TObject>(kept: ReadonlyMap<string, string>, schema: S, vault: Vault): Static<S> {
  const entries = Object.entries(schema.properties).map(
    ([key, property]) => [key, valueOf(property, kept.get(key), vault)] as const,
  )

  // Each value was checked against its property, or is the property's own default.
  return Object.fromEntries(entries) as Static<S>
}

function valueOf(property: TSchema, kept: string | undefined, vault: Vault): unknown {
  if (kept === undefined) return Value.Create(property)
  const value = isSecret(property) ? opened(kept, vault) : plainValue(kept)

  return Value.Check(property, value) ? value : Value.Create(property)
}

function opened(sealed: string, vault: Vault): string | null {
  try {
    return vault.open(sealed)
  } catch (error) {
    if (!(error instanceof SealedElsewhere)) throw error
    return null
  }
}

/** The value of a kept text; undefined for one that is no JSON, since the setting was a secret when it was kept. */
export function plainValue(kept: string): unknown {
  try {
    return JSON.parse(kept)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
