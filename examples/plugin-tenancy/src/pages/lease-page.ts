import { formView, seenOne, type Ctx, type PageReply, type RefusedForm } from '@berberis/sdk'
import { flat } from '../entity.js'
import { leaseForm } from '../form.js'

/** The form of a lease; after a refusal the same form with everything typed and why it was refused. */
export async function showLease(ctx: Ctx, reply: PageReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const row = await seenOne(ctx, flat, id)
  const at = `/tenancy/flats/${id}`
  const form = await formView(ctx, leaseForm, { action: `${at}/lease`, cancel: at, values: refused?.values, refused })
  const title = ctx.t('tenancy.lease-form.new')

  return reply.page(
    'core/form-page',
    { form, aside: null },
    {
      title,
      crumbs: [
        { label: ctx.t('tenancy.flats'), href: '/tenancy/flats' },
        { label: row.name, href: at },
        { label: title },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}
