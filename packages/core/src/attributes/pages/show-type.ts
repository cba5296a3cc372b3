import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { may } from '../../permissions.js'
import { notFound } from '../../plugin/refusal.js'
import type { RefusedForm } from '../../plugin/routes.js'
import { fold } from '../../text/fold.js'
import { HUES } from '../../ui/helpers/marks.js'
import { fieldView } from '../../ui/field-view.js'
import { fieldOf } from '../../ui/attribute-groups.js'
import { formView } from '../../ui/form-view.js'
import { isChosen, labelIn, type AttributeType } from '../attribute-type.js'
import { existsFor } from '../attribute-types.js'
import { nextKind } from '../change-kind.js'
import { findType } from '../find-type.js'
import { itemUses } from '../item-uses.js'
import { lacking } from '../save-attribute-type.js'
import { attributeTypeForm, formValues } from './attribute-type-form.js'
import { presentItem, presentType } from './present-type.js'
import { PAGE, pagerOf } from './show-types.js'

interface Asked {
  readonly q?: string | undefined
  /** The place of the first value shown, from 1. */
  readonly from?: number | undefined
}

/** An attribute's page: what it is, its preview, and fifty values with their uses; for programs, the record. */
export async function showType(
  ctx: Ctx,
  reply: FastifyReply,
  id: number,
  { q = '', from = 1 }: Asked = {},
  refused?: RefusedForm,
): Promise<unknown> {
  const type = await findType(ctx, id)
  const mayManage = ctx.can(may.manageAttributes)
  if (!mayManage && !existsFor(ctx, type)) throw notFound()
  const found = type.items.filter(({ labels, key }) => fold(`${labels.pl} ${labels.en} ${key}`).includes(fold(q)))
  const page = found.slice(from - 1, from - 1 + PAGE)
  const uses = await itemUses(ctx, type, page)
  const record = presentType(type, uses, type.required ? await lacking(ctx, id) : undefined)
  const at = `/attribute-types/${id}`

  return reply.page('core/attribute-type', record, {
    title: labelIn(type, ctx.locale),
    crumbs: [
      { label: ctx.t('core.attribute-types'), href: `/attribute-types?entity=${type.entity}` },
      { label: labelIn(type, ctx.locale) },
    ],
    extras: async () => ({
      at,
      heading: labelIn(type, ctx.locale),
      sub: subOf(ctx, type),
      mayManage,
      missing: record.lacking ?? 0,
      chosen: isChosen(type),
      becomes: nextKind(type) !== null,
      q,
      searchable: type.items.length > PAGE || q !== '',
      rows: page.map((item) => ({
        ...presentItem(type, item, uses),
        place: type.items.indexOf(item) + 1,
        up: type.items.indexOf(item),
        down: type.items.indexOf(item) + 2,
        first: item === type.items[0],
        last: item === type.items.at(-1),
        hues: HUES.map((hue) => ({ hue, selected: item.hue === hue, label: ctx.t(`core.hue.${hue}`) })),
      })),
      ...pagerOf({ count: found.length, from, to: from + page.length - 1, q, base: at }),
      preview: [await fieldView(ctx, fieldOf(ctx, type), { value: type.default, error: undefined })],
      form: await formView(ctx, attributeTypeForm(type), {
        values: await formValues(ctx, type),
        refused,
        hidden: { version: String(type.version) },
        action: at,
        cancel: `/attribute-types?entity=${type.entity}`,
      }),
    }),
    ...(refused && { status: refused.status }),
  })
}

function subOf(ctx: Ctx, type: AttributeType): string {
  const target = ctx.registry.entity(type.refersTo ?? '')
  const parts = [ctx.t(type.entity), ctx.t(`core.attribute-type.kind.${type.kind}`), target && ctx.t(target.id)]
  return [...parts, type.currency].filter(Boolean).join(' · ')
}
