import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { present } from '../../entity/present.js'
import { recordSchema } from '../../entity/schemas.js'
import { seen } from '../../entity/seen.js'
import { attachAll, uploaded } from '../../files/attach-all.js'
import { attachment } from '../../files/attachment.js'
import { MOST_UPLOAD } from '../../files/upload-limit.js'
import { itemsOf } from '../../http/answers.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { Refusal } from '../../plugin/refusal.js'
import type { App, RefusedForm } from '../../plugin/routes.js'
import { event } from '../event.js'
import { presentEvent } from '../present-event.js'
import { cancelEvent } from '../services/cancel-event.js'
import { completeEvent } from '../services/complete-event.js'
import { replanEvent } from '../services/replan-event.js'
import { startEvent } from '../services/start-event.js'
import { showEvent } from '../show-event.js'

const instant = Type.Optional(Type.Union([Type.String({ maxLength: 24 }), Type.Null()], { 'x-kind': 'instant' }))
const words = Type.Optional(Type.Union([Type.String({ maxLength: 2000 }), Type.Null()]))
const completion = Type.Object({ doneFrom: instant, doneTo: instant, outcome: words })
const cancellation = Type.Object({ outcome: words })
const response: object = { 200: recordSchema(event) }
const attached: object = { 201: recordSchema(attachment) }
const files: object = { 200: itemsOf(recordSchema(attachment)) }

/** What happens to an event, as nouns: its start, completion and cancellation, and the files on it. */
export function eventStates(app: App): void {
  const edit = { permission: may.editEvents, again }
  const answer = async (ctx: Ctx, reply: FastifyReply, id: number) =>
    reply.saved((await presentEvent(ctx, id)).record, `/events/${id}`)

  app.post(
    '/:id/start',
    { schema: { params: withId, response }, config: edit },
    async ({ ctx, params: { id } }, reply) => {
      await startEvent(ctx, id)
      return answer(ctx, reply, id)
    },
  )
  app.post(
    '/:id/completion',
    { schema: { params: withId, body: completion, response }, config: edit },
    async ({ ctx, params: { id }, body }, reply) => {
      await completeEvent(ctx, id, body)
      return answer(ctx, reply, id)
    },
  )
  app.post(
    '/:id/cancellation',
    { schema: { params: withId, body: cancellation, response }, config: edit },
    async ({ ctx, params: { id }, body }, reply) => {
      await cancelEvent(ctx, id, body)
      return answer(ctx, reply, id)
    },
  )
  for (const noun of ['completion', 'cancellation'] as const) {
    app.delete(
      `/:id/${noun}`,
      { schema: { params: withId, response }, config: edit },
      async ({ ctx, params }, reply) => {
        const { id } = params as Static<typeof withId>
        await replanEvent(ctx, id)
        return answer(ctx, reply, id)
      },
    )
  }

  app.get(
    '/:id/attachments',
    { schema: { params: withId, response: files }, config: { permission: may.readEvents, door: 'api' } },
    async ({ ctx, params: { id } }, reply) => {
      await presentEvent(ctx, id)
      const rows = await seen(ctx, attachment).where({ event_id: id }).orderBy('id')
      return reply.page('', { items: await present(ctx, attachment, rows) }, { title: ctx.t('core.event.files') })
    },
  )
  app.post(
    '/:id/attachments',
    { schema: { params: withId, response: attached }, config: { ...edit, upload: { maxBytes: MOST_UPLOAD } } },
    async (request, reply) => {
      const { ctx, params } = request
      const [first] = await attachAll(ctx, params.id, uploaded(request))
      if (first === undefined) throw new Refusal('core.no-files')
      const [record] = await present(ctx, attachment, [first])
      return reply.created(record ?? first, ctx.origin === 'api' ? `/attachments/${first.id}` : `/events/${params.id}`)
    },
  )
}

const again = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showEvent(ctx, reply, (params as Static<typeof withId>).id, { refused })
