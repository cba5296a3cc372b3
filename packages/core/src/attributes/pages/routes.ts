import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { itemsOf } from '../../http/answers.js'
import { versionQuery, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { createAttributeType } from '../create-attribute-type.js'
import { findType } from '../find-type.js'
import { readTypedAttribute } from '../read-typed-attribute.js'
import { archiveAttributeType, deleteAttributeType, saveAttributeType } from '../save-attribute-type.js'
import { newAttributeTypeForm } from './attribute-type-form.js'
import { itemRoutes } from './item-routes.js'
import { kindRoutes } from './kind-routes.js'
import { attributeTypeSchema, presentType } from './present-type.js'
import { showNew } from './show-new.js'
import { showType } from './show-type.js'
import { showTypes } from './show-types.js'
import { changedType, newType, version } from './type-bodies.js'

const q = Type.Optional(Type.String({ maxLength: 100 }))
const from = Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 }))
const ofEntity = Type.Object({ entity: Type.Optional(Type.String({ maxLength: 60 })), q, from })
const withItems = Type.Object({ q, from })
const listed: object = { 200: itemsOf(attributeTypeSchema) }
const response: object = { 200: attributeTypeSchema, 201: attributeTypeSchema }

/** User-defined attributes: what they are on, their values in order. Everybody reads them, `core.manage-attributes` changes them. */
export const attributeTypesRoutes: Routes = (app) => {
  const manage = { permission: may.manageAttributes }

  app.get(
    '/',
    { schema: { querystring: ofEntity, response: listed }, config: { permission: 'signed-in' } },
    ({ ctx, query }, reply) => showTypes(ctx, reply, query),
  )
  app.get('/new', { schema: { querystring: ofEntity }, config: { ...manage, door: 'page' } }, ({ ctx, query }, reply) =>
    showNew(ctx, reply, query.entity ?? 'core.contractor'),
  )
  app.post(
    '/',
    { schema: { body: newType, response }, config: { ...manage, form: newAttributeTypeForm, again: newAgain } },
    async ({ ctx, body }, reply) => {
      const { values, items, ...given } = body
      const lines = (values ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
      const type = await createAttributeType(ctx, { ...given, items: items ?? lines.map((labelPl) => ({ labelPl })) })
      return reply.created(presentType(type), `/attribute-types/${type.id}`)
    },
  )
  app.get(
    '/:id',
    { schema: { params: withId, querystring: withItems, response }, config: { permission: 'signed-in' } },
    ({ ctx, params, query }, reply) => showType(ctx, reply, params.id, query),
  )
  app.put(
    '/:id',
    { schema: { params: withId, body: changedType, response }, config: { ...manage, again: editAgain } },
    async ({ ctx, params, body }, reply) => {
      const { typed, ...given } = body
      const raw = typed && Object.values(typed)[0]
      const read = typed === undefined ? {} : { default: readTypedAttribute(await findType(ctx, params.id), raw, ctx) }
      const type = await saveAttributeType(ctx, params.id, { version: undefined, ...given, ...read })
      const list = `/attribute-types?entity=${type.entity}&from=${pageOf(type.position)}`
      return reply.saved(presentType(type), body.position === undefined ? `/attribute-types/${type.id}` : list)
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      const { entity } = await findType(ctx, params.id)
      await deleteAttributeType(ctx, params.id, { version: query.version })
      return reply.removed(`/attribute-types?entity=${entity}`)
    },
  )
  app.post(
    '/:id/archival',
    { schema: { params: withId, body: Type.Object({ version }), response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await archiveAttributeType(ctx, params.id, { version: body.version, archived: true })
      return reply.created(presentType(type), `/attribute-types/${type.id}`)
    },
  )
  app.delete(
    '/:id/archival',
    { schema: { params: withId, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      await archiveAttributeType(ctx, params.id, { version: query.version, archived: false })
      return reply.removed(`/attribute-types/${params.id}`)
    },
  )
  itemRoutes(app)
  kindRoutes(app)
}

/** The first place of the page on which a place is. */
const pageOf = (position: number): number => position - ((position - 1) % 50)

const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showNew(ctx, reply, String(refused.values.entity ?? 'core.contractor'), refused)
const editAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showType(ctx, reply, (params as { id: number }).id, {}, refused)
