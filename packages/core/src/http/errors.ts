import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createCtx } from '../host/create-ctx.js'
import { ListenerFault } from '../host/dispatch.js'
import type { Kernel } from '../host/kernel.js'
import { may } from '../permissions.js'
import type { RefusedForm } from '../plugin/routes.js'
import { answer, isAnswer, sendAnswer, type Answer } from './answer.js'
import type { Door } from './door.js'
import type { Page } from './page.js'
import { refusalOf, type Told } from './refusal-of.js'
import { typedValues } from './typed-names.js'

/** One refusal in the reader's words; `places` are the faults of single fields, in words too. */
export interface Explained extends Told {
  readonly message: string
  readonly places: readonly { readonly path: string; readonly code: string; readonly message: string }[]
}

/** Answers an error in the dress of a door. */
export type Say = (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** One handler for all errors and one for unknown addresses, in the dress of the door. */
export function answerErrors(scope: FastifyInstance, kernel: Kernel, door: Door, page: Page): Say {
  const say: Say = async (error, request, reply) => {
    // Refused before the edge (a malformed header, no memory left): then there is no ctx yet.
    request.ctx ??= createCtx(kernel, { db: kernel.db, origin: door, requestId: request.id, log: request.log })
    const explained = explain(request, byTag(request, refusalOf(error)))
    if (explained.ours)
      request.log.error({ err: error, requestId: request.id, operator: request.ctx.operator?.id }, 'fault')

    const made = door === 'api' ? problem(request, explained, error) : await onPage(request, reply, explained, page)
    const headers = {
      ...made.headers,
      ...explained.details.headers,
      'x-request-id': request.id,
      ...messageHeader(door, explained),
    }
    return sendAnswer(reply, { ...made, headers })
  }

  scope.setErrorHandler(say)
  scope.setNotFoundHandler((request, reply) => say({ statusCode: 404 }, request, reply))
  return say
}

/** Whoever says the version by `If-Match` is told in the same words when it is another (RFC 9110). */
function byTag({ headers }: FastifyRequest, told: Told): Told {
  if (headers['if-match'] === undefined || told.code !== 'core.conflict') return told
  return { ...told, status: 412, code: 'core.version-mismatch' }
}

/** What the page's script shows in a toast, since htmx puts no error into the page. */
function messageHeader(door: Door, { message }: Explained): Record<string, string> {
  return door === 'page' ? { 'x-message': encodeURIComponent(message) } : {}
}

function explain({ ctx }: FastifyRequest, told: Told): Explained {
  const places = [...(told.details.fields ?? []), ...told.misfits].map(({ path, code, params }) => ({
    path,
    code,
    message: ctx.t(code, params),
  }))
  return { ...told, message: ctx.t(told.code, told.details.params), places }
}

/** `application/problem+json`, RFC 9457, with the code, the request and what the code adds. */
function problem(
  request: FastifyRequest,
  { status, code, message, details, misfits, places, ours }: Explained,
  error: unknown,
): Answer {
  const seesLogs = request.ctx.can(may.readLogs)
  const body = {
    type: `urn:berberis:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    requestId: request.id,
    ...(misfits.length > 0 && { errors: places.map(({ path, message }) => ({ path, message })) }),
    ...(details.fields && { fields: places.map((place, at) => ({ ...details.fields?.[at], ...place })) }),
    ...(ours ? seesLogs && error instanceof ListenerFault && { plugin: error.plugin } : details.extra),
  }
  return answer(status, JSON.stringify(body), {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  })
}

async function onPage(request: FastifyRequest, reply: FastifyReply, explained: Explained, page: Page): Promise<Answer> {
  const { status, code } = explained
  if (status === 401 && request.method === 'GET' && !request.headers['hx-request']) {
    return answer(303, null, {
      location: `/sign-in?next=${encodeURIComponent(request.url)}`,
      'cache-control': 'no-store',
    })
  }
  const form = await formAgain(request, reply, explained)
  if (form) return form

  const data = {
    status,
    code,
    message: explained.message,
    places: explained.places,
    requestId: request.id,
    operator: request.ctx.operator !== null,
  }
  return page.draw(request, 'core/error-page', data, { title: request.ctx.t(`core.error.${status}.title`), status })
}

/** A refused form comes back with everything typed and each refusal at its place, as 422. */
async function formAgain(request: FastifyRequest, reply: FastifyReply, explained: Explained): Promise<Answer | null> {
  const { again } = request.routeOptions.config ?? {}
  const { status, code, message, places } = explained
  if (!again || ![400, 409, 413, 415, 422, 428].includes(status)) return null

  const shown = status === 400 ? 422 : status
  const values = request.typed ? typedValues(request.typed) : {}
  const errors =
    places.length > 0
      ? places.map(({ path, message }) => ({ path: path.replace(/^attributes\./, 'attr.'), message }))
      : [{ path: '', message }]
  const refused: RefusedForm = { values, status: shown, code, message, errors }
  const made = await again(request, reply, refused)
  return isAnswer(made) ? { ...made, status: shown } : null
}
