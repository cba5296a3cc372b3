import { Type } from '@sinclair/typebox'
import { itemsOf } from '../http/answers.js'
import { recordId } from '../http/params.js'
import type { Routes } from '../plugin/routes.js'
import { notFound } from '../plugin/refusal.js'
import { shapeOf } from '../entity/shape.js'
import { palette } from './palette.js'
import { pick } from './pick.js'
import { search } from './search.js'

const text = Type.String({ maxLength: 200 })
const said = Type.String({ maxLength: 500 })
const found = Type.Object({
  groups: Type.Array(
    Type.Object({
      entity: text,
      count: Type.Integer({ minimum: 0 }),
      over: Type.Boolean(),
      items: Type.Array(Type.Object({ id: recordId, label: said, line: Type.Union([said, Type.Null()]), href: said }), {
        maxItems: 50,
      }),
    }),
    { maxItems: 1000 },
  ),
})
const picked = Type.Object({ id: recordId, label: said, sub: Type.Optional(said) })

/** Records by fragments of their words, for programs. */
export const searchRoutes: Routes = (app) => {
  app.get(
    '/',
    {
      schema: {
        querystring: Type.Object(
          { q: text, entity: Type.Optional(text), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) },
          { additionalProperties: false },
        ),
        response: { 200: found },
      },
      config: { permission: 'signed-in', door: 'api' },
    },
    async ({ ctx, query: { q, entity, limit } }, reply) => {
      if (entity !== undefined && !ctx.registry.entity(entity)) throw notFound()
      const { groups } = await search(ctx, q, {
        ...(entity !== undefined && { entity }),
        ...(limit !== undefined && { limit }),
      })
      return reply.page('', { groups }, { title: ctx.t('core.palette') })
    },
  )
}

/** What the palette shows; a page of its own without script. */
export const paletteRoutes: Routes = (app) => {
  app.get(
    '/',
    {
      schema: { querystring: Type.Object({ q: Type.Optional(text) }, { additionalProperties: false }) },
      config: { permission: 'signed-in', door: 'page' },
    },
    async ({ ctx, query: { q = '' } }, reply) =>
      reply.page('core/palette', { q, groups: await palette(ctx, q) }, { title: ctx.t('core.palette') }),
  )
}

/** Up to eight records a reference may point at; other names of the query narrow by fields (`contractorId=5`). */
export const pickRoutes: Routes = (app) => {
  app.get(
    '/:entity',
    {
      schema: {
        params: Type.Object({ entity: text }),
        querystring: Type.Record(Type.String({ maxLength: 60 }), text, { maxProperties: 6 }),
        response: { 200: itemsOf(picked) },
      },
      config: { permission: 'signed-in' },
    },
    async ({ ctx, params, query: { q = '', ...where } }, reply) => {
      const entity = ctx.registry.entity(params.entity)
      if (!entity) throw notFound()
      const { byKey } = shapeOf(entity)
      const known = Object.entries(where).filter(([name, value]) => byKey.has(name) && value !== '')
      return reply.page(
        'core/combo-options',
        { items: await pick(ctx, entity, q, Object.fromEntries(known)) },
        { title: ctx.t('core.palette') },
      )
    },
  )
}
