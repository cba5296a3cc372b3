import type { Ctx } from '../ctx.js'
import { asSystem } from '../operators/as-system.js'
import { loadAccess } from '../operators/access.js'
import { hashPassword } from '../operators/hash-password.js'
import { Operator } from '../operators/operator.js'
import { generatedPassword } from '../operators/secrets.js'
import { Refusal } from '../plugin/refusal.js'
import { coreSettings } from '../settings/core-settings.js'
import { readSettings } from '../settings/read-settings.js'
import { type Brought, broughtBetween, takeSnapshot } from './brought.js'
import { fillFirm } from './example-firm.js'
import { readTables } from './tables.js'

export interface LoadedLogin {
  readonly login: string
  readonly name: string
  readonly role: string
  /** Generated; told once and kept nowhere. */
  readonly password: string
}

/**
 * Loads the example firm as it is on `day`, every plugin's part in plugin order, in the one transaction of `ctx`: all of
 * it or nothing. Notes what it brought, so that it can be taken away, and gives each of its operators a password.
 * Throws 409 `core.example-loaded` when it is there already.
 */
export async function loadExample(
  given: Ctx,
  { day, told = () => undefined }: { day: string; told?: (plugin: string) => void },
): Promise<readonly LoadedLogin[]> {
  // Names that become data (roles, titles of events) are in the firm's language, whoever loads it.
  const { locale } = await readSettings(given.db, 'core', coreSettings, given.vault)
  const ctx: Ctx = {
    ...asSystem(given),
    origin: 'example',
    locale,
    t: (key, params, other = locale) => given.t(key, params, other),
  }
  if (await ctx.db('core_example').first('id')) throw new Refusal('core.example-loaded', { status: 409 })

  const tables = await readTables(ctx.db, pluginIds(ctx))
  const before = await takeSnapshot(ctx.db, tables)
  await fillFirm(ctx)
  for (const plugin of ctx.registry.plugins) {
    if (!plugin.example) continue
    told(plugin.id)
    await plugin.example(ctx, { day })
  }
  const logins = await givePasswords(ctx, before.ids.get('core_operator') ?? 0)

  const brought = broughtBetween(before, await takeSnapshot(ctx.db, tables))
  await ctx.db('core_example').insert({ day, loaded_at: ctx.now(), brought: JSON.stringify(brought) })
  return logins
}

/**
 * Counts what listeners made of the example since (a PDF, an event) to it. To be called before anybody could work: right
 * after a load from the console, when the outbox has run empty.
 */
export async function settleExample(ctx: Ctx): Promise<void> {
  const row = await ctx.db('core_example').first<{ id: number; brought: string } | undefined>('id', 'brought')
  if (!row) return

  const brought = JSON.parse(row.brought) as Brought
  const { ids } = await takeSnapshot(ctx.db, await readTables(ctx.db, pluginIds(ctx)))
  const reached = [...ids].map(([table, to]) => [table, { from: brought.ids[table]?.from ?? 0, to }] as const)
  await ctx
    .db('core_example')
    .where({ id: row.id })
    .update({ brought: JSON.stringify({ ...brought, ids: Object.fromEntries(reached) }) })
}

export function pluginIds(ctx: Ctx): readonly string[] {
  return ctx.registry.plugins.map(({ id }) => id)
}

async function givePasswords(ctx: Ctx, above: number): Promise<readonly LoadedLogin[]> {
  const { roles } = await loadAccess(ctx.db)
  const people = await Operator.query(ctx.db)
    .where('id', '>', above)
    .where({ kind: 'person', password_hash: null })
    .orderBy('id')
  const logins: LoadedLogin[] = []
  for (const { id, login, name, roleId } of people) {
    const password = generatedPassword()
    await Operator.query(ctx.db)
      .findById(id)
      .patch({ passwordHash: await hashPassword(password), passwordSetAt: ctx.now() })
    logins.push({ login, name, role: roles.get(roleId)?.name ?? '', password })
  }

  return logins
}
