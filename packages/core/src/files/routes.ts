import { recordSchema } from '../entity/schemas.js'
import { present } from '../entity/present.js'
import { seenOne } from '../entity/seen.js'
import { fileAnswer } from '../http/answers.js'
import { undone, versionQuery, withId } from '../http/params.js'
import { may } from '../permissions.js'
import { notFound } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { attachment } from './attachment.js'
import { download, preview } from './download.js'
import { removeAttachment } from './remove-attachment.js'

const response: object = { 200: recordSchema(attachment) }

/** Attachments: one of them, and its bytes. They come with their event. */
export const attachments: Routes = (app) => {
  const read = { permission: may.readEvents }

  app.get(
    '/:id',
    { schema: { params: withId, response }, config: { ...read, door: 'api' } },
    async ({ ctx, params }, reply) => {
      const [record] = await present(ctx, attachment, [await seenOne(ctx, attachment, params.id)])
      if (record === undefined) throw notFound()
      return reply.page('', record, { title: ctx.t('core.attachment') })
    },
  )
  app.get('/:id', { schema: { params: withId }, config: { ...read, door: 'page' } }, async ({ ctx, params }, reply) => {
    const row = await seenOne(ctx, attachment, params.id)
    return reply.saved({}, `/events/${row.eventId}`)
  })
  app.get(
    '/:id/content',
    { schema: { params: withId, response: { 200: fileAnswer() } }, config: read },
    async ({ ctx, params }, reply) => download(ctx, await seenOne(ctx, attachment, params.id), reply),
  )
  app.get(
    '/:id/preview',
    { schema: { params: withId, response: { 200: fileAnswer() } }, config: read },
    async ({ ctx, params }, reply) => preview(ctx, await seenOne(ctx, attachment, params.id), reply),
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery, response: undone }, config: { permission: may.editEvents } },
    async ({ ctx, params, query }, reply) => {
      const { row, undo } = await removeAttachment(ctx, params.id, { version: query.version })
      return reply.removed(`/events/${row.eventId}`, undo)
    },
  )
}
