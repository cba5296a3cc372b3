import { Recorded } from '../db/model.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { ref, text, yesNo } from '../plugin/fields.js'
import { fold } from '../text/fold.js'
import { judgeRole } from './judge-role.js'

/** A bundle of rights; every operator has exactly one. */
export class Role extends Recorded {
  static override tableName = 'core_role'
  /** `administrator`, `manager`, `secretary` …; null for roles made by hand. */
  declare key: string | null
  declare name: string
  declare nameFold: string
  declare description: string | null
  declare extendsId: number | null
  /** The Administrator's: may everything, also what is installed later; cannot be edited or deleted. */
  declare builtIn: boolean | number
  /** Whoever has the role, or one that extends it, needs a second factor. */
  declare requiresTotp: boolean | number
}

export const role: Entity<Role> = entity('core.role', {
  model: Role,
  path: '/roles',
  icon: 'shield-lock',
  read: 'signed-in',
  edit: may.manageRoles,
  label: (row) => row.name,
  configuration: true,
  inner: [{ table: 'core_grant', column: 'role_id' }],
  sortBy: 'name_key',
  fields: {
    name: text({ required: true, maxLength: 80 }),
    description: text({ maxLength: 500, sortKey: false, sort: false }),
    extends: ref(() => role),
    key: text({ maxLength: 40, sortKey: false, readonly: true }),
    builtIn: yesNo({ readonly: true, default: false }),
    requiresTotp: yesNo({ default: false, hint: 'core.role.requiresTotp.hint' }),
  },
  derive: (row) => ({ nameFold: fold(String(row.name)) }),
  rules: judgeRole,
  written: (ctx) => raise(ctx, 'access'),
})
