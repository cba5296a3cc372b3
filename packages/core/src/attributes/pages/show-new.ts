import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import type { RefusedForm } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { newAttributeTypeForm } from './attribute-type-form.js'

/** The form of a new attribute. */
export async function showNew(ctx: Ctx, reply: FastifyReply, entity: string, refused?: RefusedForm): Promise<unknown> {
  const cancel = `/attribute-types?entity=${entity}`
  const view = await formView(ctx, newAttributeTypeForm, {
    refused,
    hidden: { entity },
    action: '/attribute-types',
    cancel,
    fresh: true,
  })
  const title = ctx.t('core.attribute-type.new')

  return reply.page(
    'core/form-page',
    { form: view, aside: null },
    {
      title,
      crumbs: [{ label: ctx.t('core.attribute-types'), href: cancel }, { label: title }],
      ...(refused && { status: refused.status }),
    },
  )
}
