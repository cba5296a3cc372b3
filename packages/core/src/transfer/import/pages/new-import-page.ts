import type { Ctx } from '../../../ctx.js'
import type { PageReply, RefusedForm } from '../../../plugin/routes.js'
import { importableEntities, namesOfMany } from '../importable.js'
import { stepsOf } from './steps-of.js'

/** The first step: which file, and what its rows are. */
export function newImportPage(
  ctx: Ctx,
  reply: PageReply,
  { entity, refused }: { readonly entity?: string | undefined; readonly refused?: RefusedForm },
): Promise<never> {
  const title = ctx.t('core.import.new')
  return reply.page(
    'core/import-new',
    {},
    {
      title,
      crumbs: [{ label: ctx.t('core.imports'), href: '/imports' }, { label: title }],
      ...(refused && { status: refused.status }),
      extras: () => ({
        steps: stepsOf(ctx, 'file'),
        faultText: refused ? (refused.errors[0]?.message ?? refused.message) : null,
        entities: importableEntities(ctx).map(({ id }) => ({
          id,
          label: namesOfMany(ctx, id),
          selected: id === entity,
        })),
      }),
    },
  )
}
