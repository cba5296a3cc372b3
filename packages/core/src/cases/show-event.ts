import type { FastifyReply } from 'fastify'
import type { Ctx } from '../ctx.js'
import type { RefusedForm } from '../plugin/routes.js'
import { eventPage } from './event-page.js'
import { presentEvent } from './present-event.js'

/** An event's page, or its record. */
export async function showEvent(
  ctx: Ctx,
  reply: FastifyReply,
  id: number,
  { tab, refused }: { tab?: string; refused?: RefusedForm },
): Promise<unknown> {
  const { row, record, series } = await presentEvent(ctx, id)
  return reply.page('core/event-page', record, {
    title: row.subject,
    crumbs: [{ label: ctx.t('core.events'), href: '/events' }, { label: row.subject }],
    extras: async () => ({
      ...(await eventPage(ctx, row, record, { series, ...(tab && { tab }) })),
      refused: refused ?? null,
    }),
    ...(refused && { status: refused.status }),
  })
}
