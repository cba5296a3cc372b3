import { planEvents } from '../calendar/plan-events.js'
import type { Ctx } from '../ctx.js'
import { save } from '../entity/save.js'
import { seenOne } from '../entity/seen.js'
import { may } from '../permissions.js'
import { choice } from '../plugin/fields.js'
import { bulk, type BulkOutcome } from '../plugin/lists.js'
import { contractorRoles } from './roles/contractor-roles.js'
import { contractor } from './contractor.js'
import { stages } from './options.js'

const role = choice([], { dictionary: contractorRoles, required: true })

/** What is done to many contractors at once. */
export const contractorBulk = [
  planEvents(async (ctx, id) => ({ contractorId: (await seenOne(ctx, contractor, id)).id })),
  bulk('add-role', {
    permission: may.editContractors,
    icon: 'tag',
    fields: { role },
    run: (ctx, id, values) => withRoles(ctx, id, (roles) => [...new Set([...roles, String(values.role)])]),
  }),
  bulk('remove-role', {
    permission: may.editContractors,
    icon: 'tag',
    fields: { role },
    run: (ctx, id, values) => withRoles(ctx, id, (roles) => roles.filter((key) => key !== values.role)),
  }),
  bulk('stage', {
    permission: may.editContractors,
    icon: 'arrow-right',
    fields: { stage: choice(stages) },
    run: (ctx, id, values) => saved(ctx, id, { stage: values.stage ?? null }),
  }),
]

async function withRoles(
  ctx: Ctx,
  id: number,
  change: (roles: readonly string[]) => readonly string[],
): Promise<BulkOutcome> {
  const roles: string[] = await ctx.db('core_contractor_role_link').where({ contractor_id: id }).pluck('role')
  return saved(ctx, id, { roles: change(roles) })
}

async function saved(ctx: Ctx, id: number, values: object): Promise<BulkOutcome> {
  const { version } = await seenOne(ctx, contractor, id)
  const after = await save(ctx, contractor, id, { version, ...values })
  return after.version === version ? 'unchanged' : 'changed'
}
