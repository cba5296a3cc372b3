import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { itemsOf } from '../../http/answers.js'
import { recordId, version, versionQuery, withId } from '../../http/params.js'
import { notFound } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { savedView, savedViews, type SavedView } from './saved-view.js'
import { createView, listOf, openWith, removeView, saveView } from './write-views.js'

const AUDIENCES = ['private', 'role', 'all'] as const
const ref = Type.Object({ id: recordId, label: Type.String({ maxLength: 300 }) })
const listId = Type.String({ maxLength: 60 })
const address = Type.String({ maxLength: 8000 })

/** A view as it is answered; `address` is its filter, order and columns, `href` where it opens. */
const viewView = Type.Object({
  id: recordId,
  version,
  list: listId,
  name: Type.String({ maxLength: 100 }),
  audience: Type.Union(AUDIENCES.map((each) => Type.Literal(each))),
  role: Type.Union([ref, Type.Null()]),
  owner: ref,
  address,
  mine: Type.Boolean(),
  href: Type.String({ maxLength: 300 }),
})
const given = {
  name: Type.Optional(Type.String({ maxLength: 100 })),
  audience: Type.Optional(Type.Union(AUDIENCES.map((each) => Type.Literal(each)))),
  roleId: Type.Optional(Type.Union([recordId, Type.Null()])),
  address: Type.Optional(address),
}
const created = Type.Object({ list: listId, ...given })
const changed = Type.Object({ version: Type.Optional(version), ...given })
const usual = Type.Object({
  list: listId,
  view: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
})
const asked = Type.Object({ list: Type.Optional(listId) })

/** What one keeps of lists, and what others show one. */
export const viewRoutes: Routes = (app) => {
  const config = { permission: 'signed-in' } as const
  const response: object = { 200: viewView, 201: viewView }

  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: itemsOf(viewView) } }, config },
    async ({ ctx, query }, reply) => {
      const items = (await savedViews(ctx, query.list)).map((view) => shown(ctx, view))
      return reply.page(
        'core/views',
        { items },
        { title: ctx.t('core.views'), extras: () => ({ lists: listsOf(ctx, items) }) },
      )
    },
  )
  app.post('/', { schema: { body: created, response }, config }, async ({ ctx, body }, reply) => {
    const view = shown(ctx, await createView(ctx, body, doorOf(ctx)))
    return reply.created(view, view.href)
  })
  app.put(
    '/usual',
    { schema: { body: usual, response: { 200: usual } }, config },
    async ({ ctx, body: { list, view = null } }, reply) => {
      await openWith(ctx, list, view)
      return reply.saved({ list, view }, hrefOf(ctx, list, view))
    },
  )
  app.get(
    '/:id',
    { schema: { params: withId, response }, config: { ...config, door: 'api' } },
    async ({ ctx, params }, reply) => {
      const view = await savedView(ctx, params.id)
      if (!view) throw notFound()
      return reply.page('', shown(ctx, view), { title: view.name })
    },
  )
  app.put(
    '/:id',
    { schema: { params: withId, body: changed, response }, config },
    async ({ ctx, params, body }, reply) => {
      const view = shown(ctx, await saveView(ctx, params.id, { version: undefined, ...body }, doorOf(ctx)))
      return reply.saved(view, view.href)
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery }, config },
    async ({ ctx, params, query }, reply) => {
      const view = await savedView(ctx, params.id)
      await removeView(ctx, params.id, query.version)
      return reply.removed(hrefOf(ctx, view?.list ?? '', null))
    },
  )
}

const doorOf = ({ origin }: Ctx) => (origin === 'page' ? 'page' : 'api')

function shown(ctx: Ctx, view: SavedView) {
  return { ...view, href: hrefOf(ctx, view.list, String(view.id)) }
}

/** The list's page, in a view. */
function hrefOf(ctx: Ctx, list: string, view: string | null): string {
  const { path } = listOf(ctx, list).of
  return view === null ? path : `${path}?view=${view}`
}

/** The views under the names of their lists. */
function listsOf(ctx: Ctx, items: readonly ReturnType<typeof shown>[]): object[] {
  return [...new Set(items.map(({ list }) => list))].map((id) => ({
    label: ctx.t(listOf(ctx, id).title ?? id),
    items: items.filter(({ list }) => list === id),
  }))
}
