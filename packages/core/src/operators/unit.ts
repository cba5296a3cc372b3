import { Recorded } from '../db/model.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { ref, text } from '../plugin/fields.js'
import { judgeUnit } from './judge-unit.js'
import { operator } from './operator.js'

/** A part of our own firm; the scope *department* reads the tree of them. */
export class Unit extends Recorded {
  static override tableName = 'core_unit'
  declare name: string
  declare code: string | null
  declare parentId: number | null
  declare headId: number | null
}

export const unit: Entity<Unit> = entity('core.unit', {
  model: Unit,
  path: '/units',
  icon: 'hierarchy',
  read: 'signed-in',
  edit: may.manageOperators,
  label: (row) => row.name,
  sortBy: 'name_key',
  fields: {
    name: text({ required: true, maxLength: 120 }),
    code: text({ maxLength: 20, sortKey: false }),
    parent: ref(() => unit),
    head: ref(() => operator),
  },
  rules: judgeUnit,
  written: (ctx) => raise(ctx, 'access'),
})
