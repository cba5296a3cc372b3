import type { Ctx, Locale } from '../ctx.js'
import { isUniqueViolation } from '../db/writing.js'
import { create } from '../entity/create.js'
import type { FirstRole } from '../plugin/permissions.js'
import { type FieldRefusal, Refusal, refuseFields } from '../plugin/refusal.js'
import type { CoreSettings } from '../settings/core-settings.js'
import { saveSettings } from '../settings/save-settings.js'
import { asSystem } from './as-system.js'
import { createFirstRoles } from './first-roles.js'
import { notice } from './grants.js'
import { hashPassword } from './hash-password.js'
import { judgePassword } from './judge-password.js'
import { operator, Operator } from './operator.js'
import { isSetUp } from './setup-state.js'

export interface FirstRun {
  readonly firm: Partial<CoreSettings> & Pick<CoreSettings, 'firmName'>
  readonly locale: Locale
  readonly administrator: {
    readonly login: string
    readonly name: string
    readonly email?: string
    readonly password: string
  }
  /** Suggestions of plugins that were ticked, `<permission>:<role>`; 'all' takes every one. */
  readonly suggestions: 'all' | readonly string[]
}

/**
 * The first run: the firm, the four first roles, the Administrator. Gives his id. Two at once: one wins, the other is
 * told 409 `core.already-set-up`. Refuses the password, the Administrator's and the firm's fields as anywhere, all at once,
 * each under its path.
 */
export async function setUp(given: Ctx, { firm, locale, administrator, suggestions }: FirstRun): Promise<number> {
  const ctx = asSystem(given)
  if (await isSetUp(ctx.db)) throw alreadySetUp()
  await claim(ctx)

  const ticked = new Set(suggestions === 'all' ? [] : suggestions)
  const taken = (permission: { id: string }, role: FirstRole) =>
    suggestions === 'all' || ticked.has(`${permission.id}:${role}`)
  const role = await createFirstRoles(ctx, { locale, taken })
  // Nobody needs to be told of permissions that were there from the beginning.
  for (const permission of ctx.registry.permissions) await notice(ctx, permission.id)

  const { login, name, email = null, password } = administrator
  const person = { login, name, email, locale, kind: 'person', roleId: role.id }
  let id = 0
  const refused = [
    ...(await refusedFields(async () => void (await saveSettings(ctx, 'core', { ...firm, locale })))),
    ...(await refusedFields(async () => void (id = Number((await create(ctx, operator, person)).id)))),
    ...(await judgePassword(password, administrator)),
  ]
  if (refused.length > 0) throw refuseFields(refused)

  const passwordHash = await hashPassword(password)
  await Operator.query(ctx.db).findById(id).patch({ passwordHash, passwordSetAt: ctx.now() })
  return id
}

/** What a rule says about fields, to be told together with what others say; any other fault goes on its way. */
async function refusedFields(work: () => Promise<void>): Promise<readonly FieldRefusal[]> {
  try {
    await work()
    return []
  } catch (error) {
    if (error instanceof Refusal && error.details.fields) return error.details.fields
    throw error
  }
}

/** The unique row lets one of two through and makes the other wait, then fail. */
async function claim(ctx: Ctx): Promise<void> {
  try {
    await ctx.db('core_setting').insert({ plugin: 'core', key: '-set-up', value: JSON.stringify(ctx.now()) })
  } catch (error) {
    if (isUniqueViolation(error)) throw alreadySetUp()
    throw error
  }
}

function alreadySetUp(): Refusal {
  return new Refusal('core.already-set-up', { status: 409 })
}
