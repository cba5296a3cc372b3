import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createCtx } from '../host/create-ctx.js'
import { ListenerFault } from '../host/dispatch.js'
import type { Kernel } from '../host/kernel.js'
import { may } from '../permissions.js'
import { Refusal, type RefusalDetails } from '../plugin/refusal.js'
import type { RefusedForm } from '../plugin/routes.js'
import { escape } from '../ui/helpers/helper.js'
import { answer, isAnswer, sendAnswer, type Answer } from './answer.js'
import { refusedCell } from './cell-reply.js'
import { conflictIn, conflictPage } from './conflict-page.js'
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

interface Telling {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly explained: Explained
  readonly error: unknown
}

/** One way to tell it; when it fails the next one is taken, for an error must not be answered with another. */
type Way = (told: Telling) => Answer | Promise<Answer>

/** One handler for all errors and one for unknown addresses, in the dress of the door. */
export function answerErrors(scope: FastifyInstance, kernel: Kernel, door: Door, page: Page): Say {
  const ways: readonly Way[] =
    door === 'api'
      ? [({ request, explained, error }) => problem(request, explained, error)]
      : [
          async (told) => elsewhere(told) ?? (await formAgain(told, page)) ?? errorPage(told, page),
          (told) => errorPage(told, page),
          ({ request, explained }) => bareWords(request, explained),
        ]
  const tell = async (
    error: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
    [way, ...others]: readonly Way[],
  ): Promise<FastifyReply> => {
    // Refused before the edge (a malformed header, no memory left): then there is no ctx yet.
    request.ctx ??= createCtx(kernel, { db: kernel.db, origin: door, requestId: request.id, log: request.log })
    const explained = explain(request, byTag(request, refusalOf(error)))
    if (explained.ours)
      request.log.error({ err: error, requestId: request.id, operator: request.ctx.operator?.id }, 'fault')

    let made: Answer
    try {
      made = (await way?.({ request, reply, explained, error })) ?? answer(explained.status)
    } catch (worse) {
      // The record behind a form is gone, so there is no form; the database is, so there is no page.
      if (others.length === 0) throw worse
      return tell(worse, request, reply, worse instanceof Refusal ? others : others.slice(-1))
    }
    const headers = {
      ...made.headers,
      ...explained.details.headers,
      'x-request-id': request.id,
      ...(made.status >= 400 && messageHeader(door, explained)),
    }
    return sendAnswer(reply, { ...made, headers })
  }
  const say: Say = (error, request, reply) => tell(error, request, reply, ways)

  scope.setErrorHandler(say)
  scope.setNotFoundHandler((request, reply) => say({ statusCode: 404 }, request, reply))
  return say
}

/** The thing is at another address: a browser goes there, and there is no page to draw. */
function elsewhere({ explained: { status } }: Telling): Answer | null {
  return status >= 300 && status < 400 ? answer(status) : null
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
  { status, code, message, details, places, ours }: Explained,
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
    ...(places.length > 0 && (status === 400 ? { errors: errorsOf(places) } : { fields: fieldsOf(details, places) })),
    ...(ours ? seesLogs && error instanceof ListenerFault && { plugin: error.plugin } : details.extra),
  }
  return answer(status, JSON.stringify(body), {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  })
}

/** What does not fit the schema, whoever found it: a place and words, for there is no rule behind it (spec-core §0). */
function errorsOf(places: Explained['places']): object[] {
  return places.map(({ path, message }) => ({ path, message }))
}

/** What a rule refuses, with what it adds of its own (`mine` and `theirs` of a conflict); `params` are in the message. */
function fieldsOf({ fields = [] }: RefusalDetails, places: Explained['places']): object[] {
  return places.map((place, at) => ({ ...fields[at], params: undefined, ...place }))
}

/** The page of an error; whoever is not signed in is led to where he can. */
async function errorPage({ request, explained }: Telling, page: Page): Promise<Answer> {
  const { status, code } = explained
  if (status === 401 && request.method === 'GET' && !request.headers['hx-request']) {
    return answer(303, null, {
      location: `/sign-in?next=${encodeURIComponent(request.url)}`,
      'cache-control': 'no-store',
    })
  }
  if (code === 'core.second-factor-wanted' && request.method === 'GET')
    return request.headers['hx-request'] === 'true'
      ? answer(200, '', { 'hx-redirect': '/me/second-factor', 'cache-control': 'no-store' })
      : answer(303, null, { location: '/me/second-factor', 'cache-control': 'no-store' })
  const data = {
    status,
    code,
    message: explained.message,
    places: explained.places,
    requestId: request.id,
    operator: request.ctx.operator !== null,
    back: backOf(request),
    why: whyOf(request, status),
  }
  return page.draw(request, 'core/error-page', data, { title: request.ctx.t(`core.error.${status}.title`), status })
}

/** Where one is told why, of an address that looks like a record's: the same whether there is such a record or not. */
function whyOf({ ctx, url, method }: FastifyRequest, status: number): string | null {
  if (method !== 'GET' || !ctx.operator || (status !== 403 && status !== 404)) return null
  const [, path = '', id = ''] = /^(\/[^?]*)\/(\d{1,10})(?:[/?]|$)/.exec(url) ?? []
  const entity = ctx.registry.plugins.flatMap(({ entities = [] }) => entities).find((one) => one.path === path)
  return entity ? `/access?entity=${entity.id}&record=${id}` : null
}

/** Where somebody came from whose change was refused: the address of the change itself shows nothing. */
function backOf({ method, headers, host }: FastifyRequest): string | null {
  const { referer } = headers
  if (method === 'GET' || !referer || !URL.canParse(referer)) return null
  const from = new URL(referer)
  return from.host === host ? `${from.pathname}${from.search}` : null
}

/** When no page can be drawn, since its frame is read from the database too. */
function bareWords({ ctx, id }: FastifyRequest, { status, message }: Explained): Answer {
  const html = `<!doctype html><html lang="${ctx.locale}"><meta charset="utf-8"><title>${status}</title><p>${escape(message)}</p><p>${escape(id)}</p></html>`
  return answer(status, html, { 'cache-control': 'no-store' })
}

/** A refused form comes back with everything typed and each refusal at its place, as 422; or as 200 while it is typed. */
async function formAgain({ request, reply, explained }: Telling, page: Page): Promise<Answer | null> {
  const { again, halfTyped } = request.routeOptions.config ?? {}
  const { status, code, message, places, details } = explained
  const conflict = status === 409 && request.typed ? conflictIn(details.extra) : null
  if (conflict) return conflictPage(request, page, conflict, backOf(request))
  // A page that keeps drafts names its `again` too; an address of it that is wrong has no form.
  if (!again || request.method === 'GET' || ![400, 409, 413, 415, 422, 428].includes(status)) return null

  const unread = status === 400 ? 422 : status
  const shown = halfTyped && request.typed && unread === 422 ? 200 : unread
  const values = request.typed ? typedValues(request.typed) : {}
  const errors =
    places.length > 0
      ? places.map(({ path, message }) => ({ path: path.replace(/^attributes\./, 'attr.'), message }))
      : [{ path: '', message }]
  const refused: RefusedForm = { values, status: shown, code, message, errors }
  const made = (await refusedCell(request, page, refused)) ?? (await again(request, reply, refused))
  return isAnswer(made) ? { ...made, status: shown } : null
}
