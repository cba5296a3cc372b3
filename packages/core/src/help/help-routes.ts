import { Type } from '@sinclair/typebox'
import Handlebars from 'handlebars'
import type { FastifyReply } from 'fastify'
import type { Ctx } from '../ctx.js'
import { notFound } from '../plugin/refusal.js'
import type { Routes } from '../plugin/routes.js'
import { readHelp } from './read-help.js'

const name = Type.String({ maxLength: 60, pattern: '^[a-z][a-z0-9-]*$' })
const ofCore = Type.Object({ page: name })
const ofPlugin = Type.Object({ plugin: name, page: name })
const config = { permission: 'signed-in', door: 'page' } as const

/** `/help`: what there is to read; `/help/<page>` of core and `/help/<plugin>/<page>` in the reader's language. */
export const helpRoutes: Routes = (app) => {
  app.get('/', { schema: {}, config }, ({ ctx }, reply) =>
    reply.page('core/help-index', { groups: allHelp(ctx) }, { title: ctx.t('core.help') }),
  )
  app.get('/:page', { schema: { params: ofCore }, config }, ({ ctx, params }, reply) =>
    show(ctx, reply, 'core', params.page),
  )
  app.get('/:plugin/:page', { schema: { params: ofPlugin }, config }, ({ ctx, params }, reply) =>
    show(ctx, reply, params.plugin, params.page),
  )
}

function show(ctx: Ctx, reply: FastifyReply, id: string, page: string): Promise<never> {
  const plugin = ctx.registry.plugins.find((one) => one.id === id)
  const text = plugin && readHelp(plugin).get(`${page}.${ctx.locale}`)
  if (!text) throw notFound()
  return reply.page(
    'core/help-page',
    { body: new Handlebars.SafeString(text.html) },
    { title: text.title, crumbs: [{ label: ctx.t('core.help'), href: '/help' }] },
  )
}

function allHelp(ctx: Ctx) {
  return ctx.registry.plugins
    .map((plugin) => ({
      label: ctx.t(plugin.title),
      pages: [...readHelp(plugin)]
        .filter(([key]) => key.endsWith(`.${ctx.locale}`))
        .map(([key, { title }]) => ({ title, href: addressOf(plugin.id, key.slice(0, -3)) }))
        .sort((one, other) => one.title.localeCompare(other.title, ctx.locale)),
    }))
    .filter(({ pages }) => pages.length > 0)
}

const addressOf = (plugin: string, page: string): string =>
  plugin === 'core' ? `/help/${page}` : `/help/${plugin}/${page}`
