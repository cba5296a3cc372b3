import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Kernel } from '../host/kernel.js'
import type { PageOptions } from '../plugin/routes.js'
import { renderPage } from '../ui/render-page.js'
import { answer, type Answer } from './answer.js'
import { askCounts, envOf, type Counts } from './env.js'
import type { Face } from './face.js'
import { offeredUndo, offerTaken } from './offer-undo.js'
import { shellOf } from './shell-of.js'

/** Draws pages: whole for a browser, the bare fragment for htmx. */
export interface Page {
  draw(request: FastifyRequest, view: string, data: object, options: PageOptions): Promise<Answer>
}

const HEADERS = { vary: 'HX-Request-Type', 'cache-control': 'no-store, private' } as const

export function pageOf(kernel: Kernel, face: Face): Page {
  return {
    async draw(request, view, data, options) {
      const { ctx } = request
      const extras = (await options.extras?.()) ?? {}
      // A form carries a key made with its page, so that a double click or a flaky line makes one thing.
      const given = { ...data, ...extras, idempotencyKey: randomUUID() }
      const partial = !options.outside && isPartial(request)
      const shell = partial ? null : await shellOf(kernel, request, options, face.assets.importMap)

      const rendered = (counts: Counts): string => {
        const env = envOf(kernel, face, ctx, counts)
        return shell ? renderPage(face.engine, shell, view, given, env) : face.engine.render(view, given, env)
      }
      const first: Counts = { known: new Map(), wanted: new Map() }
      const html = rendered(first)
      // Which counts a page shows is known once it was drawn; only pages that show any are drawn twice.
      const body = first.wanted.size > 0 ? rendered(await askCounts(ctx, first)) : html

      const said = shell?.undo !== undefined && offeredUndo(request) !== null ? offerTaken : {}
      return answer(options.status ?? 200, body, { ...HEADERS, ...said })
    },
  }
}

/** htmx says so itself; a request for its history wants the whole page. */
function isPartial({ headers }: FastifyRequest): boolean {
  return headers['hx-request-type'] === 'partial' && headers['hx-history-restore-request'] === undefined
}
