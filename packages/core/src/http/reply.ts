import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PageOptions } from '../plugin/routes.js'
import { answer, type Answer } from './answer.js'
import type { Door } from './door.js'
import type { Page } from './page.js'

type Version = { readonly version?: unknown }

/** Gives replies the words handlers end with, in the dress of the door. Each makes an `Answer`; the edge sends it. */
export function decorateReplies(scope: FastifyInstance, door: Door, page: Page): void {
  if (door === 'page') decoratePages(scope, page)
  else decorateApi(scope)
}

function decoratePages(scope: FastifyInstance, page: Page): void {
  scope.decorateReply('page', function (this: FastifyReply, view: string, data: object, options: PageOptions) {
    return page.draw(this.request, view, data, options)
  })
  scope.decorateReply('created', goTo)
  scope.decorateReply('saved', goTo)
  scope.decorateReply('removed', function (this: FastifyReply, at: string) {
    return goTo.call(this, null, at)
  })
}

/** On to `at`: a redirect for a browser; htmx would follow that inside the page, so it is told to go itself. */
async function goTo(this: FastifyReply, _data: unknown, at: string): Promise<Answer> {
  if (this.request.headers['hx-request'] === 'true')
    return answer(200, '', { 'hx-redirect': at, 'cache-control': 'no-store' })
  return answer(303, null, { location: at, 'cache-control': 'no-store' })
}

function decorateApi(scope: FastifyInstance): void {
  scope.decorateReply(
    'page',
    async function (this: FastifyReply, _view: string, data: object, { status = 200 }: PageOptions) {
      return json(this.request, status, data)
    },
  )
  scope.decorateReply('created', async function (this: FastifyReply, data: object, at: string) {
    const made = json(this.request, 201, data)
    return { ...made, headers: { ...made.headers, location: `/api${at.split(/[?#]/)[0]}` } }
  })
  scope.decorateReply('saved', async function (this: FastifyReply, data: object) {
    return json(this.request, 200, data)
  })
  scope.decorateReply('removed', async () => answer(204, null, { 'cache-control': 'no-store' }))
}

/** JSON with the version of the record as its tag, and 304 for whoever has that version already. */
export function json(request: FastifyRequest, status: number, data: object): Answer {
  const { version } = data as Version
  const headers: Record<string, string> = { 'cache-control': 'no-store' }
  if (Number.isInteger(version)) headers.etag = `"${String(version)}"`
  if (headers.etag && request.method === 'GET' && request.headers['if-none-match'] === headers.etag)
    return answer(304, null, headers)

  return answer(status, data, headers)
}
