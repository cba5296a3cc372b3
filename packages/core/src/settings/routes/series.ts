import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { itemsOf } from '../../http/answers.js'
import { saveSeries } from '../../numbering/save-series.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { listSeries, seriesById, seriesForm, seriesView } from '../series-form.js'

const params = Type.Object({ id: Type.String({ maxLength: 60, pattern: '^[a-z][a-z0-9.-]*$' }) })
const body = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 })),
  pattern: Type.String({ maxLength: 40 }),
  reset: Type.Union([Type.Literal('never'), Type.Literal('year'), Type.Literal('month')]),
  start: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 1e9 }), Type.Null()])),
})

const text = (maxLength: number) => Type.String({ maxLength })
const seriesAnswer = Type.Object({
  id: text(60),
  label: text(200),
  version: Type.Integer({ minimum: 0 }),
  pattern: text(40),
  reset: body.properties.reset,
  sample: text(100),
})
const response: object = { 200: seriesAnswer }

/** Numbering of documents. Who may change a series is said by the plugin that ships it, hence no permission of the route's own. */
export const series: Routes = (app) => {
  app.get(
    '/',
    { schema: { response: { 200: itemsOf(seriesAnswer) } }, config: { permission: 'signed-in' } },
    async ({ ctx }, reply) =>
      reply.page('core/series', { items: await listSeries(ctx) }, { title: ctx.t('core.series') }),
  )

  app.get('/:id', { schema: { params, response }, config: { permission: 'signed-in' } }, async (request, reply) =>
    showSeries(request, reply, request.params.id),
  )

  app.put(
    '/:id',
    { schema: { params, body, response }, config: { permission: 'signed-in', again } },
    async ({ ctx, params: { id }, body: given }, reply) => {
      await saveSeries(ctx, seriesById(ctx, id), { version: undefined, ...given })
      return reply.saved(await seriesView(ctx, seriesById(ctx, id)), '/series')
    },
  )
}

async function again(request: FastifyRequest, reply: FastifyReply, refused: RefusedForm): Promise<unknown> {
  return showSeries(request, reply, (request.params as { id: string }).id, refused)
}

async function showSeries(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  id: string,
  refused?: RefusedForm,
): Promise<unknown> {
  const series = seriesById(ctx, id)
  ctx.must(series.edit)
  const shown = await seriesView(ctx, series)

  return reply.page('core/form-page', shown, {
    title: shown.label,
    crumbs: [{ label: ctx.t('core.series'), href: '/series' }],
    ...(refused && { status: refused.status }),
    extras: async () => {
      const form = await formView(ctx, seriesForm, {
        action: `/series/${id}`,
        cancel: '/series',
        values: refused?.values ?? { ...shown },
        hidden: { version: String(refused?.values['version'] ?? shown.version) },
        refused,
      })
      return { form: { ...form, title: shown.label } }
    },
  })
}
