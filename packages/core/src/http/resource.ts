import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { create } from '../entity/create.js'
import { type Presented, present } from '../entity/present.js'
import { remove } from '../entity/remove.js'
import { save, type Saved } from '../entity/save.js'
import { createBody, recordSchema, saveBody } from '../entity/schemas.js'
import { seenOne } from '../entity/seen.js'
import { permissionOf } from '../entity/policy.js'
import type { Values } from '../entity/values.js'
import type { Entity } from '../plugin/entity.js'
import { listSchema } from '../lists/serve-list.js'
import type { Form } from '../plugin/forms.js'
import type { List } from '../plugin/lists.js'
import type { App, RefusedForm, Routes } from '../plugin/routes.js'
import type { Undoable } from '../plugin/undoable.js'
import { formView } from '../ui/form-view.js'
import { recordView } from '../ui/record-view.js'
import { listQuery } from './list-query.js'
import { undone, versionQuery, withId } from './params.js'

export interface ResourceOptions<M extends Model> {
  readonly list: List
  readonly form: Form
  /** The form of one that is there, when it asks for other fields than that of a new one; their ids are the same. */
  readonly changed?: Form
  /** The page of one record; `core/record-page` made from the entity's fields unless said. */
  readonly page?: (ctx: Ctx, record: Presented, row: M) => Promise<RecordPage>
  /** What happens instead of the plain `create`, `save` or `remove`; `remove: null` when records are never removed. */
  readonly create?: (ctx: Ctx, values: Values) => Promise<{ readonly id: number }>
  readonly save?: (ctx: Ctx, id: number, values: Saved) => Promise<unknown>
  readonly remove?: ((ctx: Ctx, id: number, at: { readonly version: number | undefined }) => Promise<Undoable>) | null
  /** More addresses under the same path: closures, parts. */
  readonly more?: (app: App) => void
}

export interface RecordPage {
  readonly view: string
  readonly extras: object
}

/**
 * The routes of a described entity at both doors: list, record, and what makes, changes and removes it, with their pages.
 * Mounted under the entity's own path. Titles are `<list id>`, `<form id>.new` and `<form id>.edit`.
 */
export function resource<M extends Model>(described: Entity<M>, options: ResourceOptions<M>): Routes {
  const entity: Entity = described
  const read = { permission: permissionOf(entity, 'read') } as const
  const edit = { permission: permissionOf(entity, 'edit') } as const
  const schema = recordSchema(entity)
  // Which fields an entity has is data here, so there is nothing for the types of replies to know.
  const response: unknown = { 200: schema, 201: schema }
  const pages = pagesOf(described, options)
  const changed = options.changed ?? options.form

  return (app) => {
    app.get(
      '/',
      { schema: { querystring: listQuery, response: { 200: listSchema(options.list) as unknown } }, config: read },
      (_request, reply) =>
        reply.list(options.list, {
          create: { label: `${options.form.id}.new`, href: `${entity.path}/new`, ...edit },
        }),
    )
    app.get(
      '/new',
      { schema: {}, config: { ...edit, door: 'page', form: options.form, again: pages.newAgain } },
      ({ ctx }, reply) => pages.showNew(ctx, reply),
    )
    app.post(
      '/',
      {
        schema: { body: createBody(entity), response },
        config: { ...edit, form: options.form, again: pages.newAgain },
      },
      async ({ ctx, body }, reply) => {
        const { id } = await (options.create ?? ((ctx, values) => create(ctx, described, values)))(ctx, body)
        return reply.created((await recordOf(ctx, described, id)).record, `${entity.path}/${id}`)
      },
    )
    app.get('/:id', { schema: { params: withId, response }, config: read }, ({ ctx, params }, reply) =>
      pages.showOne(ctx, reply, params.id),
    )
    app.get(
      '/:id/edit',
      { schema: { params: withId }, config: { ...edit, door: 'page', form: changed, again: pages.editAgain } },
      ({ ctx, params }, reply) => pages.showEdit(ctx, reply, params.id),
    )
    app.put(
      '/:id',
      {
        schema: { params: withId, body: saveBody(entity), response },
        config: { ...edit, form: changed, again: pages.editAgain },
      },
      async ({ ctx, params: { id }, body }, reply) => {
        await (options.save ?? ((ctx, id, values) => save(ctx, described, id, values)))(ctx, id, {
          version: undefined,
          ...body,
        })
        return reply.saved((await recordOf(ctx, described, id)).record, `${entity.path}/${id}`)
      },
    )
    if (options.remove !== null)
      app.delete(
        '/:id',
        { schema: { params: withId, querystring: versionQuery, response: undone }, config: edit },
        async ({ ctx, params, query }, reply) => {
          const undo = await (options.remove ?? ((ctx, id, at) => remove(ctx, described, id, at)))(ctx, params.id, {
            version: query.version,
          })
          return reply.removed(entity.path, undo)
        },
      )
    options.more?.(app)
  }
}

/** One visible record as both doors have it, and its row. 404 when there is none. */
export async function recordOf<M extends Model>(
  ctx: Ctx,
  described: Entity<M>,
  id: number,
): Promise<{ readonly row: M; readonly record: Presented }> {
  const row = await seenOne(ctx, described, id)
  const [record] = await present(ctx, described, [row], { attributes: true })
  if (!record) throw new Error(`${described.id} ${id} was not presented`)

  return { row, record }
}

function pagesOf<M extends Model>(described: Entity<M>, { list, form, changed = form, page }: ResourceOptions<M>) {
  const entity: Entity = described
  const listCrumb = (ctx: Ctx) => ({ label: ctx.t(list.title ?? list.id), href: entity.path })
  const drawForm = async (ctx: Ctx, reply: FastifyReply, { title, at, crumbs, ...given }: Drawn) => {
    const view = await formView(ctx, given.record ? changed : form, { ...given, action: at, cancel: at })
    const { refused } = given
    return reply.page(
      'core/form-page',
      { form: view, aside: null },
      {
        title,
        crumbs: [listCrumb(ctx), ...crumbs],
        ...(refused && { status: refused.status }),
      },
    )
  }

  const showNew = (ctx: Ctx, reply: FastifyReply, refused?: RefusedForm) => {
    const title = ctx.t(`${form.id}.new`)
    return drawForm(ctx, reply, {
      title,
      at: entity.path,
      crumbs: [{ label: title }],
      fresh: true,
      values: refused?.values,
      refused,
    })
  }
  const showEdit = async (ctx: Ctx, reply: FastifyReply, id: number, refused?: RefusedForm) => {
    const { row, record } = await recordOf(ctx, described, id)
    const at = `${entity.path}/${id}`
    const crumbs = [{ label: entity.label(row), href: at }, { label: ctx.t('core.edit') }]
    return drawForm(ctx, reply, {
      title: ctx.t(`${form.id}.edit`),
      at,
      crumbs,
      record,
      values: refused?.values,
      refused,
    })
  }
  const showOne = async (ctx: Ctx, reply: FastifyReply, id: number) => {
    const { row, record } = await recordOf(ctx, described, id)
    const shown = (await page?.(ctx, record, row)) ?? {
      view: 'core/record-page',
      extras: await recordView(ctx, entity, record, row),
    }
    const title = entity.label(row)
    return reply.page(shown.view, record, {
      title,
      crumbs: [listCrumb(ctx), { label: title }],
      extras: () => shown.extras,
    })
  }

  return {
    showNew,
    showOne,
    showEdit,
    newAgain: ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) => showNew(ctx, reply, refused),
    editAgain: ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
      showEdit(ctx, reply, (params as { id: number }).id, refused),
  }
}

interface Drawn {
  readonly title: string
  /** Where it posts to, and where one goes back to. */
  readonly at: string
  readonly crumbs: readonly { readonly label: string; readonly href?: string }[]
  readonly record?: Presented
  readonly values?: Readonly<Record<string, unknown>> | undefined
  readonly refused?: RefusedForm | undefined
  readonly fresh?: boolean
}
