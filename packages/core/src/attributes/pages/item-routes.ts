import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { recordId, versionQuery, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { App } from '../../plugin/routes.js'
import { addAttributeItem, archiveAttributeItem, deleteAttributeItem, saveAttributeItem } from '../attribute-items.js'
import { findType } from '../find-type.js'
import { reorderAttributeItems } from '../reorder-items.js'
import { attributeTypeSchema, presentType } from './present-type.js'

const version = Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 }))
const label = Type.String({ minLength: 1, maxLength: 100 })
const english = Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()]))
const withItem = Type.Object({ id: recordId, item: recordId })
const named = Type.Object({ version, labelPl: label, labelEn: english })
const ordered = Type.Object({ version, ids: Type.Array(recordId, { maxItems: 5000 }) })
const placed = Type.Object({ version, direction: Type.Union([Type.Literal('up'), Type.Literal('down')]) })
const response: object = { 200: attributeTypeSchema, 201: attributeTypeSchema }

/** The values of a set: added, renamed, ordered, put away and removed. Each answers with the whole attribute. */
export function itemRoutes(app: App): void {
  const manage = { permission: may.manageAttributes }

  app.post(
    '/:id/items',
    { schema: { params: withId, body: named, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await addAttributeItem(ctx, params.id, { version: undefined, ...body })
      return reply.created(presentType(type), `/attribute-types/${params.id}`)
    },
  )
  app.put(
    '/:id/items',
    { schema: { params: withId, body: ordered, response }, config: { ...manage, door: 'api' } },
    async ({ ctx, params, body }, reply) => {
      const type = await reorderAttributeItems(ctx, params.id, { version: undefined, ...body })
      return reply.saved(presentType(type), `/attribute-types/${params.id}`)
    },
  )
  app.put(
    '/:id/items/:item',
    { schema: { params: withItem, body: named, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await saveAttributeItem(ctx, params.id, params.item, { version: undefined, ...body })
      return reply.saved(presentType(type), `/attribute-types/${params.id}`)
    },
  )
  app.post(
    '/:id/items/:item/place',
    { schema: { params: withItem, body: placed, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await reorderAttributeItems(ctx, params.id, {
        version: body.version,
        ids: await moved(ctx, params, body.direction),
      })
      return reply.saved(presentType(type), `/attribute-types/${params.id}`)
    },
  )
  app.delete(
    '/:id/items/:item',
    { schema: { params: withItem, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      await deleteAttributeItem(ctx, params.id, params.item, { version: query.version })
      return reply.removed(`/attribute-types/${params.id}`)
    },
  )
  app.post(
    '/:id/items/:item/archival',
    { schema: { params: withItem, body: Type.Object({ version }), response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await archiveAttributeItem(ctx, params.id, params.item, { version: body.version, archived: true })
      return reply.created(presentType(type), `/attribute-types/${params.id}`)
    },
  )
  app.delete(
    '/:id/items/:item/archival',
    { schema: { params: withItem, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      await archiveAttributeItem(ctx, params.id, params.item, { version: query.version, archived: false })
      return reply.removed(`/attribute-types/${params.id}`)
    },
  )
}

/** The ids of all values with one of them a place further up or down; at the end of the list nothing changes. */
async function moved(
  ctx: Ctx,
  { id, item }: { id: number; item: number },
  direction: 'up' | 'down',
): Promise<readonly number[]> {
  const type = await findType(ctx, id)
  const ids = type.items.map((each) => each.id)
  const at = ids.indexOf(item)
  const to = direction === 'up' ? at - 1 : at + 1
  if (at < 0 || to < 0 || to >= ids.length) return ids

  return ids.with(at, ids[to] ?? item).with(to, item)
}
