import type { Ctx } from '../../../ctx.js'
import type { PageReply } from '../../../plugin/routes.js'
import { namesOfMany } from '../importable.js'
import type { ImportView } from '../show-import.js'
import { stateOf } from './state-of.js'

/** One's own imports of the last thirty days, and the way to the next one. */
export function importsPage(ctx: Ctx, reply: PageReply, items: readonly ImportView[]): Promise<never> {
  const title = ctx.t('core.imports')
  return reply.page(
    'core/imports',
    { items },
    {
      title,
      crumbs: [{ label: title }],
      extras: () => ({
        rows: items.map((item) => ({
          href: `/imports/${item.id}`,
          fileName: item.fileName,
          what: namesOfMany(ctx, item.entity),
          createdAt: item.createdAt,
          ...stateOf(ctx, item.state),
          counts: item.counts,
        })),
      }),
    },
  )
}
