import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { itemsOf } from '../../http/answers.js'
import { recordId, versionQuery, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { Entity } from '../../plugin/entity.js'
import { notFound } from '../../plugin/refusal.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { attributeTypes, labelIn } from '../attribute-types.js'
import { findType } from '../find-type.js'
import { itemUses } from '../item-uses.js'
import { createAttributeType } from '../create-attribute-type.js'
import { archiveAttributeType, deleteAttributeType, saveAttributeType } from '../save-attribute-type.js'
import { attributeTypeForm, newAttributeTypeForm } from './attribute-type-form.js'
import { itemRoutes } from './item-routes.js'
import { attributeTypeSchema, presentType } from './present-type.js'

const name = Type.Union([Type.String({ maxLength: 100 }), Type.Null()])
const width = Type.Optional(Type.Integer({ minimum: 1, maximum: 6 }))
const version = Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 }))
const ofEntity = Type.Object({ entity: Type.Optional(Type.String({ maxLength: 60 })) })
const newType = Type.Object({
  entity: Type.String({ maxLength: 60 }),
  labelPl: Type.String({ minLength: 1, maxLength: 100 }),
  labelEn: Type.Optional(name),
  kind: Type.Union(
    (['text', 'number', 'date', 'yes-no', 'choice', 'choices'] as const).map((kind) => Type.Literal(kind)),
  ),
  required: Type.Optional(Type.Boolean()),
  places: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
  width,
  items: Type.Optional(
    Type.Array(Type.Object({ labelPl: Type.String({ maxLength: 100 }), labelEn: Type.Optional(name) }), {
      // More than there may be: the rule says so, and by how much.
      maxItems: 10_000,
    }),
  ),
  /** Values as a form has them: one a line. */
  values: Type.Optional(Type.Union([Type.String({ maxLength: 20_000 }), Type.Null()])),
})
const changed = Type.Object({
  version,
  labelPl: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  labelEn: Type.Optional(name),
  required: Type.Optional(Type.Boolean()),
  width,
  position: Type.Optional(recordId),
})
const listed: object = { 200: itemsOf(attributeTypeSchema) }
const response: object = { 200: attributeTypeSchema, 201: attributeTypeSchema }

/** User-defined attributes: what they are on, their values in order. Everybody reads them, `core.manage-attributes` changes them. */
export const attributeTypesRoutes: Routes = (app) => {
  const manage = { permission: may.manageAttributes }

  app.get(
    '/',
    {
      schema: { querystring: ofEntity, response: listed },
      config: { permission: 'signed-in' },
    },
    ({ ctx, query }, reply) => showList(ctx, reply, query.entity),
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
      return reply.created(presentType(type), `/attribute-types?entity=${type.entity}`)
    },
  )
  app.get(
    '/:id',
    { schema: { params: withId, response }, config: { permission: 'signed-in' } },
    ({ ctx, params }, reply) => showType(ctx, reply, params.id),
  )
  app.put(
    '/:id',
    {
      schema: { params: withId, body: changed, response },
      config: { ...manage, form: attributeTypeForm, again: editAgain },
    },
    async ({ ctx, params, body }, reply) => {
      const type = await saveAttributeType(ctx, params.id, { version: undefined, ...body })
      return reply.saved(
        presentType(type),
        body.position === undefined ? `/attribute-types/${type.id}` : `/attribute-types?entity=${type.entity}`,
      )
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      const type = await findType(ctx, params.id)
      await deleteAttributeType(ctx, params.id, { version: query.version })
      return reply.removed(`/attribute-types?entity=${type.entity}`)
    },
  )
  app.post(
    '/:id/archival',
    { schema: { params: withId, body: Type.Object({ version }), response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      const type = await archiveAttributeType(ctx, params.id, { version: body.version, archived: true })
      return reply.created(presentType(type), `/attribute-types?entity=${type.entity}`)
    },
  )
  app.delete(
    '/:id/archival',
    { schema: { params: withId, querystring: versionQuery }, config: manage },
    async ({ ctx, params, query }, reply) => {
      const type = await archiveAttributeType(ctx, params.id, { version: query.version, archived: false })
      return reply.removed(`/attribute-types?entity=${type.entity}`)
    },
  )
  itemRoutes(app)
}

/** An attribute's page: names and values; for programs, the record. */
export async function showType(ctx: Ctx, reply: FastifyReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const type = await findType(ctx, id)
  const uses = await itemUses(ctx, type, type.items)
  const record = presentType(type, uses)
  const at = `/attribute-types/${id}`

  return reply.page('core/attribute-type', record, {
    title: labelIn(type, ctx.locale),
    crumbs: [
      { label: ctx.t('core.attribute-types'), href: `/attribute-types?entity=${type.entity}` },
      { label: labelIn(type, ctx.locale) },
    ],
    extras: async () => ({
      at,
      heading: labelIn(type, ctx.locale),
      mayManage: ctx.can(may.manageAttributes),
      chosen: type.kind === 'choice' || type.kind === 'choices',
      rows: record.items.map((item, index) => ({
        ...item,
        first: index === 0,
        last: index === record.items.length - 1,
      })),
      form: await formView(ctx, attributeTypeForm, {
        values: {
          labelPl: type.labels.pl,
          labelEn: type.labels.en,
          required: type.required,
          width: String(type.width),
        },
        refused,
        hidden: { version: String(type.version) },
        action: at,
        cancel: `/attribute-types?entity=${type.entity}`,
      }),
    }),
    ...(refused && { status: refused.status }),
  })
}

async function showList(ctx: Ctx, reply: FastifyReply, wanted?: string): Promise<unknown> {
  const entities = ctx.registry.plugins
    .flatMap((plugin) => plugin.entities ?? [])
    .filter((entity) => entity.attributable)
  const chosen: readonly Entity[] = wanted === undefined ? entities : entities.filter(({ id }) => id === wanted)
  if (chosen.length === 0 && entities.length > 0) throw notFound()
  const types = (await Promise.all(chosen.map((entity) => attributeTypes(ctx, entity, { archived: true })))).flat()
  const shown = wanted ?? entities[0]?.id ?? ''
  const own = types.filter(({ entity }) => entity === shown)

  return reply.page(
    'core/attribute-types',
    { items: types.map((type) => presentType(type)) },
    {
      title: ctx.t('core.attribute-types'),
      crumbs: [{ label: ctx.t('core.attribute-types') }],
      extras: () => ({
        mayManage: ctx.can(may.manageAttributes),
        shown,
        tabs: entities.map(({ id }) => ({
          label: ctx.t(id),
          href: `/attribute-types?entity=${id}`,
          current: id === shown,
          count: null,
        })),
        rows: own.map((type, index) => ({
          ...presentType(type),
          label: labelIn(type, ctx.locale),
          kindLabel: ctx.t(`core.attribute-type.kind.${type.kind}`),
          values: type.items.filter(({ archived }) => !archived).map((item) => item.labels[ctx.locale]),
          up: index,
          down: index + 2,
          first: index === 0,
          last: index === own.length - 1,
        })),
      }),
    },
  )
}

async function showNew(ctx: Ctx, reply: FastifyReply, entity: string, refused?: RefusedForm): Promise<unknown> {
  const cancel = `/attribute-types?entity=${entity}`
  const view = await formView(ctx, newAttributeTypeForm, {
    refused,
    hidden: { entity },
    action: '/attribute-types',
    cancel,
    fresh: true,
  })
  const title = ctx.t('core.attribute-type.new')

  return reply.page(
    'core/form-page',
    { form: view, aside: null },
    {
      title,
      crumbs: [{ label: ctx.t('core.attribute-types'), href: cancel }, { label: title }],
      ...(refused && { status: refused.status }),
    },
  )
}

const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showNew(ctx, reply, String(refused.values.entity ?? 'core.contractor'), refused)
const editAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showType(ctx, reply, (params as { id: number }).id, refused)
