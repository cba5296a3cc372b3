import { Recorded } from '../../db/model.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { ref, text } from '../../plugin/fields.js'
import { contractor } from '../contractor.js'
import { departmentRules } from './part-rules.js'

/** Part of a company, in a tree. */
export class Department extends Recorded {
  static override tableName = 'core_department'

  declare contractorId: number
  declare parentId: number | null
  declare name: string
}

export const department: Entity<Department> = entity('core.department', {
  model: Department,
  path: '/departments',
  icon: 'sitemap',
  read: may.readContractors,
  edit: may.editContractors,
  follows: 'contractor',
  part: true,
  label: (row) => row.name,
  sortBy: 'name_key',
  fields: {
    contractor: ref(() => contractor, { required: true }),
    name: text({ required: true }),
    parent: ref(() => department),
  },
  rules: departmentRules,
})
