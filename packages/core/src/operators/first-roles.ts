import type { Ctx, Locale } from '../ctx.js'
import { create } from '../entity/create.js'
import type { FirstRole, Permission } from '../plugin/permissions.js'
import { grantTo } from './grants.js'
import { Role, role } from './role.js'

export type RoleKey = FirstRole | 'administrator'

/** Roles every instance begins with; the two others come with the example firm. */
const AT_FIRST = ['manager', 'secretary', 'seller'] as const

/**
 * Makes the Administrator and the three roles of a first run, named in `locale`. The three get the core's own rights
 * as suggested (spec-core §1), and those of plugins that `taken` says yes to.
 */
export async function createFirstRoles(
  ctx: Ctx,
  { locale, taken }: { locale: Locale; taken: (p: Permission, role: FirstRole) => boolean },
) {
  const administrator = await insertRole(ctx, 'administrator', locale)
  for (const key of AT_FIRST) await fill(ctx, await insertRole(ctx, key, locale), key, taken)

  return administrator
}

/** Makes `technician` or `consultant`, named in the language of `ctx`, with everything installed plugins suggest for it. */
export async function createFirstRole(ctx: Ctx, key: FirstRole): Promise<Role> {
  const made = await insertRole(ctx, key, ctx.locale)
  await fill(ctx, made, key, () => true)

  return made
}

/** The role with this key. Throws when the instance has none: somebody removed it. */
export async function roleByKey(ctx: Ctx, key: RoleKey): Promise<Role> {
  return Role.query(ctx.db).findOne({ key }).throwIfNotFound()
}

async function insertRole(ctx: Ctx, key: RoleKey, locale: Locale): Promise<Role> {
  const names = { pl: POLISH, en: ENGLISH }[locale]
  const builtIn = key === 'administrator'
  const { id } = await create(ctx, role, { name: names[key], key, builtIn })

  return Role.query(ctx.db).findById(Number(id)).throwIfNotFound()
}

async function fill(
  ctx: Ctx,
  made: Role,
  key: FirstRole,
  taken: (p: Permission, role: FirstRole) => boolean,
): Promise<void> {
  for (const permission of ctx.registry.permissions) {
    const scope = permission.suggest[key]
    const own = permission.id.startsWith('core.')
    if (scope && (own || taken(permission, key))) await grantTo(ctx, made.id, permission, scope)
  }
}

/** Names people may change afterwards, hence data and no texts of the interface. */
const POLISH: Readonly<Record<RoleKey, string>> = {
  administrator: 'Administrator',
  manager: 'Kierownik',
  secretary: 'Sekretarka',
  seller: 'Sprzedawca',
  technician: 'Serwisant',
  consultant: 'Konsultant',
}

const ENGLISH: Readonly<Record<RoleKey, string>> = {
  administrator: 'Administrator',
  manager: 'Manager',
  secretary: 'Secretary',
  seller: 'Seller',
  technician: 'Technician',
  consultant: 'Consultant',
}
