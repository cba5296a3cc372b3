import type { FastifyReply } from 'fastify'
import { listView } from '../lists/list-view.js'
import { serveCount, serveList } from '../lists/serve-list.js'
import { countedTabs } from '../lists/views/view-tabs.js'
import type { Kernel } from '../host/kernel.js'
import type { List } from '../plugin/lists.js'
import type { ListCreate } from '../plugin/routes.js'
import type { Answer } from './answer.js'
import type { Door } from './door.js'
import type { Page } from './page.js'
import { exportReply } from './export-reply.js'
import { json } from './json-answer.js'

type Fixed = Readonly<Record<string, string>>
type Query = Readonly<Record<string, unknown>>

/** `reply.list`: a list's page, the count that comes after it, its REST collection, or its export. */
export function listReply(kernel: Kernel, door: Door, page: Page) {
  return async function (
    this: FastifyReply,
    list: List,
    {
      fixed = {},
      title,
      create,
    }: { readonly fixed?: Fixed; readonly title?: string; readonly create?: ListCreate } = {},
  ): Promise<Answer> {
    const { request } = this
    const { ctx } = request
    const query = request.query as Query
    const name = title ?? ctx.t(list.title ?? list.id)
    if (request.routeOptions.config.exported) return exportReply(kernel, this, list, { door, query, fixed, name })
    if (door === 'api') {
      const { items, last, ...rest } = await serveList(ctx, list, query, { fixed })
      return json(request, 200, { items: [...items, ...last], ...rest })
    }

    if (query.count === 'only') {
      const { value, exact } = await serveCount(ctx, list, query, { fixed })
      return page.draw(request, 'core/list-count', { count: value, over: !exact }, { title: name })
    }
    const base = request.url.split('?')[0] ?? list.of.path
    if (query.count === 'views')
      return page.draw(
        request,
        'core/list-views',
        { views: await countedTabs(ctx, list, query, base) },
        { title: name },
      )
    const view = await listView(ctx, list, query, {
      ...(Object.keys(fixed).length > 0 && { fixed }),
      base,
      title: name,
      create,
      exported: true,
    })
    return page.draw(request, 'core/list-page', { list: view }, { title: name, crumbs: [{ label: name }] })
  }
}
