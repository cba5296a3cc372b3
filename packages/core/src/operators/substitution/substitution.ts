import { Recorded } from '../../db/model.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { day, ref, text } from '../../plugin/fields.js'
import { formatDay } from '../../time/format-day.js'
import { operator } from '../operator.js'
import { judgeSubstitution } from './judge-substitution.js'
import { tellWritten } from './tell-substitutions.js'

/** Somebody stands in for an absent colleague, from a local day to another, both included. */
export class Substitution extends Recorded {
  static override tableName = 'core_substitution'
  declare absentId: number
  declare substituteId: number
  declare firstDay: string
  declare lastDay: string
  declare reason: string | null
}

export const substitution: Entity<Substitution> = entity('core.substitution', {
  model: Substitution,
  path: '/substitutions',
  icon: 'user-check',
  read: may.manageOperators,
  edit: may.manageOperators,
  // A label needs nothing but the row, and knows no language.
  label: (row) => `${formatDay(row.firstDay, 'pl')} – ${formatDay(row.lastDay, 'pl')}`,
  personal: ['reason'],
  fields: {
    absent: ref(() => operator, { required: true }),
    substitute: ref(() => operator, { required: true }),
    from: day({ required: true, column: 'firstDay' }),
    to: day({ required: true, column: 'lastDay' }),
    reason: text({ maxLength: 500, sortKey: false, sort: false }),
  },
  rules: judgeSubstitution,
  written: tellWritten,
})
