import { action, editable, recordView, type Ctx, type Presented } from '@berberis/sdk'
import { flat } from '../entity.js'
import type { Flat } from '../model.js'

/** The page every described record has, with what can be done about the lease beside „Edytuj". */
export async function flatPage(ctx: Ctx, record: Presented, row: Flat) {
  const view = await recordView(ctx, flat, record, row)
  const actions = (await editable(ctx, flat, row)) ? [...view.actions, leaseAction(ctx, row)] : view.actions

  return { view: 'core/record-page', extras: { ...view, actions } }
}

function leaseAction(ctx: Ctx, { id, tenantId }: Flat) {
  const at = `/tenancy/flats/${id}/lease`
  if (tenantId === null) return action(ctx.t('tenancy.let'), at, { icon: 'key', look: 'primary' })
  // HTML forms know GET and POST only, so what is DELETE for a program is POST …/removal for a page.
  return action(ctx.t('tenancy.end-lease'), `${at}/removal`, {
    icon: 'logout',
    post: true,
    ask: ctx.t('tenancy.end-lease-sure'),
  })
}
