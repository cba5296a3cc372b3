import { Recorded } from '../db/model.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, email, instant, phone, ref, text } from '../plugin/fields.js'
import type { Locale } from '../ctx.js'
import { judgeOperator } from './judge-operator.js'
import { role } from './role.js'
import { unit } from './unit.js'

/** Who works here. Never deleted, only deactivated; a `service` operator has tokens and no password. */
export class Operator extends Recorded {
  static override tableName = 'core_operator'
  declare login: string
  declare name: string
  declare email: string | null
  declare phone: string | null
  declare locale: Locale
  declare kind: 'person' | 'service'
  declare unitId: number | null
  declare roleId: number
  /** JSON of short texts: theme, density. */
  declare preferences: string | null
  declare passwordHash: string | null
  declare passwordSetAt: string | null
  declare deactivatedAt: string | null
  /** Sealed with the instance key. */
  declare totpSecret: string | null
  /** UTC instant since which the second factor is in force. */
  declare totpConfirmedAt: string | null
  /** Step of thirty seconds whose code was accepted last. */
  declare totpStep: number | null
}

export const operator: Entity<Operator> = entity('core.operator', {
  model: Operator,
  path: '/operators',
  icon: 'users',
  read: 'signed-in',
  edit: may.manageOperators,
  label: (row) => row.name,
  sortBy: 'name_key',
  fields: {
    login: text({ required: true, maxLength: 40, search: 'title' }),
    name: text({ required: true, maxLength: 120, search: 'title' }),
    email: email(),
    phone: phone(),
    locale: choice(
      [
        { key: 'pl', label: 'core.locale.pl' },
        { key: 'en', label: 'core.locale.en' },
      ],
      { required: true, default: 'pl' },
    ),
    kind: choice(
      [
        { key: 'person', label: 'core.operator.kind.person' },
        { key: 'service', label: 'core.operator.kind.service' },
      ],
      { required: true, default: 'person' },
    ),
    role: ref(() => role, { required: true }),
    unit: ref(() => unit),
    passwordSetAt: instant({ readonly: true, filter: false, sort: false }),
    deactivatedAt: instant({ readonly: true }),
  },
  personal: ['login', 'name', 'email', 'phone'],
  pickable: { deactivatedAt: null },
  rules: judgeOperator,
  written: (ctx) => raise(ctx, 'access'),
})
