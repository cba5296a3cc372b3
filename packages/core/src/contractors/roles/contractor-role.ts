import { hues } from '../../cases/options.js'
import type { Ctx } from '../../ctx.js'
import { Recorded } from '../../db/model.js'
import { raise } from '../../entity/revision.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { choice, instant, number, text } from '../../plugin/fields.js'

/** What another side may be to us: client, supplier … An open, ordered list; one that was used is put away, never removed. */
export class ContractorRole extends Recorded {
  static override tableName = 'core_contractor_role'

  /** Slug of the first Polish name, for ever; at most 20 signs. `supplier` and `producer` are those we buy from. */
  declare key: string
  declare labelPl: string
  declare labelEn: string
  declare hue: string
  declare position: number
  declare archivedAt: string | null
}

export const contractorRole: Entity<ContractorRole> = entity('core.contractor-role', {
  model: ContractorRole,
  path: '/contractor-roles',
  icon: 'tag',
  read: 'signed-in',
  edit: may.manageAttributes,
  part: true,
  label: (row) => row.labelPl,
  sortBy: 'label_pl_key',
  fields: {
    key: text({ maxLength: 20, sortKey: false, readonly: true }),
    labelPl: text({ maxLength: 60, required: true }),
    labelEn: text({ maxLength: 60, required: true }),
    hue: choice(hues, { required: true, default: 'slate' }),
    position: number({ readonly: true }),
    archivedAt: instant({ readonly: true }),
  },
  written: rolesWritten,
})

/** Lists and forms keep the roles in memory until one changes. */
async function rolesWritten(ctx: Ctx): Promise<void> {
  await raise(ctx, 'contractor-roles')
}
