import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { itemsOf } from '../../http/answers.js'
import { recordId, undoable, versionQuery, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { App, RefusedForm } from '../../plugin/routes.js'
import { fold } from '../../text/fold.js'
import { addAttributeItem, archiveAttributeItem, deleteAttributeItem, saveAttributeItem } from '../attribute-items.js'
import { findType } from '../find-type.js'
import { itemUses } from '../item-uses.js'
import { mergeAttributeItems } from '../merge-items.js'
import { placeAttributeItem, reorderAttributeItems } from '../reorder-items.js'
import { attributeItemSchema, attributeTypeSchema, presentItem, presentType } from './present-type.js'
import { showMerge } from './show-merge.js'
import { version } from './type-bodies.js'

const label = Type.String({ minLength: 1, maxLength: 100 })
const english = Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()]))
const hue = Type.Optional(
  Type.Union([
    Type.Null(),
    ...['plum', 'rose', 'red', 'amber', 'green', 'teal', 'blue', 'violet', 'slate'].map((each) => Type.Literal(each)),
  ]),
)
const withItem = Type.Object({ id: recordId, item: recordId })
const named = Type.Object({ version, labelPl: label, labelEn: english, hue })
const changed = Type.Object({ version, labelPl: Type.Optional(label), labelEn: english, hue })
const ordered = Type.Object({ version, ids: Type.Array(recordId, { maxItems: 5000 }) })
const placed = Type.Object({ version, position: recordId })
const asked = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100 })),
  from: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
})
const response: object = { 200: attributeTypeSchema, 201: attributeTypeSchema }
const listed: object = { 200: itemsOf(attributeItemSchema) }
const merged: object = { 201: Type.Composite([attributeTypeSchema, undoable]) }

/** The values of a set: added, renamed, ordered, put away, merged and removed. Each answers with the whole attribute. */
export function itemRoutes(app: App): void {
  const manage = { permission: may.manageAttributes }
  const at = ({ id }: { readonly id: number }) => `/attribute-types/${id}#items`

  app.get(
    '/:id/items',
    {
      schema: { params: withId, querystring: asked, response: listed },
      config: { permission: 'signed-in', door: 'api' },
    },
    async ({ ctx, params, query: { q = '', from = 1 } }, reply) => {
      const type = await findType(ctx, params.id)
      const found = type.items.filter(({ labels, key }) => fold(`${labels.pl} ${labels.en} ${key}`).includes(fold(q)))
      const page = found.slice(from - 1, from + 99)
      const uses = await itemUses(ctx, type, page)
      return reply.page('', { items: page.map((item) => presentItem(type, item, uses)) }, { title: '', crumbs: [] })
    },
  )
  app.post(
    '/:id/items',
    { schema: { params: withId, body: named, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await addAttributeItem(ctx, params.id, { version: undefined, ...body })
      return reply.created(presentType(type), at(params))
    },
  )
  app.put(
    '/:id/items',
    { schema: { params: withId, body: ordered, response }, config: { ...manage, door: 'api' } },
    async ({ ctx, params, body }, reply) => {
      const type = await reorderAttributeItems(ctx, params.id, { version: undefined, ...body })
      return reply.saved(presentType(type), at(params))
    },
  )
  app.put(
    '/:id/items/:item',
    { schema: { params: withItem, body: changed, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await saveAttributeItem(ctx, params.id, params.item, { version: undefined, ...body })
      return reply.saved(presentType(type), at(params))
    },
  )
  app.post(
    '/:id/items/:item/place',
    { schema: { params: withItem, body: placed, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await placeAttributeItem(ctx, params.id, params.item, { version: undefined, ...body })
      return reply.saved(presentType(type), at(params))
    },
  )
  app.delete(
    '/:id/items/:item',
    { schema: { params: withItem, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      await deleteAttributeItem(ctx, params.id, params.item, { version: query.version })
      return reply.removed(at(params))
    },
  )
  app.post(
    '/:id/items/:item/archival',
    { schema: { params: withItem, body: Type.Object({ version }), response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await archiveAttributeItem(ctx, params.id, params.item, { version: body.version, archived: true })
      return reply.created(presentType(type), at(params))
    },
  )
  app.delete(
    '/:id/items/:item/archival',
    { schema: { params: withItem, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      await archiveAttributeItem(ctx, params.id, params.item, { version: query.version, archived: false })
      return reply.removed(at(params))
    },
  )
  app.get(
    '/:id/items/:item/merges/new',
    { schema: { params: withItem }, config: { ...manage, door: 'page' } },
    ({ ctx, params }, reply) => showMerge(ctx, reply, params),
  )
  app.post(
    '/:id/items/:item/merges',
    {
      schema: { params: withItem, body: Type.Object({ version, into: recordId }), response: merged },
      config: { ...manage, again: mergeAgain },
    },
    async ({ ctx, params, body }, reply) => {
      const given = { version: body.version, into: body.into }
      const { type, changeSetId, runId } = await mergeAttributeItems(ctx, params.id, params.item, given)
      const where = runId === null ? at(params) : `/jobs/${runId}`
      return reply.created(presentType(type), where, { changeSetId })
    },
  )
}

const mergeAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showMerge(ctx, reply, params as { id: number; item: number }, refused)
