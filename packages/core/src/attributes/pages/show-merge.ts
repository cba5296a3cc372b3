import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { choice } from '../../plugin/fields.js'
import { form, place } from '../../plugin/forms.js'
import type { RefusedForm } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { labelIn, type AttributeType } from '../attribute-type.js'
import { findType, itemOf } from '../find-type.js'
import { usesOf } from '../item-uses.js'

/** Asks into which value of the set another one is merged, and says what that does. */
export async function showMerge(
  ctx: Ctx,
  reply: FastifyReply,
  { id, item: itemId }: { readonly id: number; readonly item: number },
  refused?: RefusedForm,
): Promise<unknown> {
  const type = await findType(ctx, id)
  const item = itemOf(type, itemId)
  const at = `/attribute-types/${id}`
  const uses = await usesOf(ctx, type, item)
  const view = await formView(ctx, mergeForm(type, itemId), {
    refused,
    hidden: { version: String(type.version) },
    action: `${at}/items/${itemId}/merges`,
    cancel: `${at}#items`,
  })
  const title = ctx.t('core.attribute-merge.new', { name: labelIn(item, ctx.locale) })
  const said = ctx.t('core.attribute-merge.lead', { count: uses })
  const [group, ...rest] = view.groups

  return reply.page(
    'core/form-page',
    { form: { ...view, title, groups: group ? [{ ...group, label: said }, ...rest] : [] }, aside: null },
    {
      title,
      crumbs: [
        { label: ctx.t('core.attribute-types'), href: `/attribute-types?entity=${type.entity}` },
        { label: labelIn(type, ctx.locale), href: at },
        { label: ctx.t('core.attribute-type.merge') },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}

function mergeForm({ items }: AttributeType, itemId: number) {
  const offered = items.filter(({ id, archived }) => id !== itemId && !archived)
  const into = choice([], {
    required: true,
    dictionary: async ({ locale }) => offered.map((item) => ({ key: String(item.id), label: labelIn(item, locale) })),
  })
  return form('core.attribute-merge', {
    fields: { into },
    groups: [{ key: 'into', fields: [place('into', 3)] }],
    submit: 'core.attribute-merge.submit',
  })
}
