import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendAnswer } from './answer.js'
import type { Page } from './page.js'
import { safeNext } from '../operators/safe-next.js'
import { ofThePage } from './typed-names.js'

/**
 * A form whose button asks first carries its question where only a browser without scripts sends it. It is put on a page
 * then, with a form that sends the same again; the handler is reached by that one alone. Only questions of our own pages
 * come this far, for the edge refuses what other sites send.
 */
export function askFirst(scope: FastifyInstance, page: Page): void {
  scope.addHook('preHandler', async (request, reply) => {
    const question = request.typed?.get('ask')?.[0]
    if (!question || request.headers['hx-request'] === 'true') return

    const kept = [...(request.typed ?? [])].flatMap(([name, values]) =>
      ofThePage.has(name) ? [] : values.map((value) => ({ name, value })),
    )
    const data = { question, action: request.url, kept, back: backOf(request) }
    return sendAnswer(reply, await page.draw(request, 'core/ask-page', data, { title: question }))
  })
}

/** The page the form stood on, or the first one. */
function backOf({ headers, ctx }: FastifyRequest): string {
  const from = URL.parse(headers.referer ?? '')
  return from?.origin === new URL(ctx.world.publicAddress).origin ? safeNext(`${from.pathname}${from.search}`) : '/'
}
