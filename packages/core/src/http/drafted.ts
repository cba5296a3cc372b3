import type { FastifyReply, FastifyRequest } from 'fastify'
import { dropSaved } from '../drafts/drop-drafts.js'
import { draftAt } from '../drafts/read-drafts.js'
import { isAnswer } from './answer.js'
import { isOfRecord, placeOf } from './form-pages.js'

/**
 * The page of a form with what its reader typed at another time and did not save, drawn by the form's `again` as if it had
 * just been sent; so whatever a form is made of comes back. Null when there is no draft, or the route is no such page.
 */
export async function drawnFromDraft(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { ctx, method, server, url } = request
  const { form, again } = request.routeOptions.config
  if (method !== 'GET' || ctx.origin !== 'page' || !form?.draft || !again) return null
  const place = placeOf(server.formPages, url)
  const draft = place && (await draftAt(ctx, place))
  if (!draft) return null

  const { id, savedAt, values } = draft
  return again(request, reply, { values, status: 200, code: '', message: '', errors: [], draft: { id, savedAt } })
}

/**
 * After a form was taken, in its own transaction: the draft of it goes. A save that leads nowhere else (a preview, a
 * calculation) is none; a program's has nothing to do with what somebody is typing.
 */
export async function forgetDraft(request: FastifyRequest, made: unknown): Promise<void> {
  const { ctx, server, typed, headers } = request
  const { again, transaction } = request.routeOptions.config
  if (!typed || !again || transaction === false || !isAway(made)) return
  const page = server.formPages.find((one) => one.again === again)
  if (!page) return
  const from = headers['hx-current-url'] ?? headers.referer
  const place = typeof from === 'string' ? placeOf(server.formPages, from) : null
  if (place?.page === page) return dropSaved(ctx, page, { address: place.address })
  // Without a script a form that was refused stands at the address it was sent to.
  if (isOfRecord(page) && headers['hx-request'] === undefined)
    await dropSaved(ctx, page, { record: Number((request.params as { id?: unknown }).id) })
}

const isAway = (made: unknown): boolean => isAnswer(made) && (made.status === 303 || 'hx-redirect' in made.headers)
