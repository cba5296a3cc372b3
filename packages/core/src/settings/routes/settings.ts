import { type Static, Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { itemsOf } from '../../http/answers.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { lostSecrets } from '../read-settings.js'
import { saveSettings, schemaOf } from '../save-settings.js'
import { settingGroups } from '../setting-groups.js'
import { settingsForm, shownSettings } from '../settings-form.js'

const plugin = Type.Object({ plugin: Type.String({ maxLength: 40, pattern: '^[a-z][a-z0-9-]*$' }) })
/** A tick at the page door comes with its hidden companion: a list of two, the last of which is meant. */
const value = Type.Union([
  Type.Null(),
  Type.Boolean(),
  Type.Integer({ minimum: -1e15, maximum: 1e15 }),
  Type.String({ maxLength: 20_000 }),
  Type.Array(Type.String({ maxLength: 3 }), { maxItems: 2 }),
])
const values = Type.Record(Type.String({ maxLength: 60 }), value, { maxProperties: 200 })
const line = Type.String({ maxLength: 200 })
const listed = Type.Object({ plugin: line, label: line, href: line })
/** By key; a secret is null when there is one and empty when there is none. */
const shown = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 20_000 })]),
  { maxProperties: 200 },
)
const response: object = { 200: shown }
const managed = { permission: may.manageSettings } as const

/** What each plugin lets a firm set: one page and one resource per plugin, made from its schema. */
export const settings: Routes = (app) => {
  app.get('/', { schema: { response: { 200: itemsOf(listed) } }, config: managed }, async ({ ctx }, reply) => {
    const items = ctx.registry.plugins
      .filter((each) => each.settings)
      .map(({ id, title }) => ({ plugin: id, label: ctx.t(title), href: `/settings/${id}` }))
    return reply.page(
      'core/settings',
      { items },
      { title: ctx.t('core.settings'), extras: async () => ({ sections: items.map((item) => sectionOf(ctx, item)) }) },
    )
  })

  app.get('/:plugin', { schema: { params: plugin, response }, config: managed }, async (request, reply) =>
    showSettings(request, reply, request.params.plugin),
  )

  app.put(
    '/:plugin',
    { schema: { params: plugin, body: values, response }, config: { ...managed, again } },
    async ({ ctx, params, body }, reply) => {
      const undo = await saveSettings(ctx, params.plugin, typed(ctx.registry.plugin(params.plugin), body))
      return reply.saved(await shownSettings(ctx, params.plugin), `/settings/${params.plugin}`, undo)
    },
  )
}

/** A plugin's part of the page of settings: what its page holds, by heading. */
function sectionOf(ctx: Ctx, { plugin: id, label, href }: Static<typeof listed>) {
  const groups = settingGroups(schemaOf(ctx.registry.plugin(id))).map(({ key }) => ({
    label: key === '' ? ctx.t('core.settings.general') : ctx.t(`settings.${id}.group.${key}`),
    href: key === '' ? href : `${href}#core-settings-${key}`,
  }))
  return { id, label, href, groups }
}

/** A form sends texts: a tick is `on`, and its hidden companion `off`. */
function typed(
  of: Parameters<typeof schemaOf>[0],
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { properties } = schemaOf(of)
  return Object.fromEntries(
    Object.entries(body).map(([key, given]) => {
      const text = Array.isArray(given) ? (given as unknown[]).at(-1) : given
      return [key, properties[key]?.type === 'boolean' && typeof text === 'string' ? text === 'on' : text]
    }),
  )
}

async function again(request: FastifyRequest, reply: FastifyReply, refused: RefusedForm): Promise<unknown> {
  return showSettings(request, reply, (request.params as { plugin: string }).plugin, refused)
}

async function showSettings(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  id: string,
  refused?: RefusedForm,
): Promise<unknown> {
  const shown = await shownSettings(ctx, id)
  const name = ctx.t(ctx.registry.plugin(id)?.title ?? id)
  const title = ctx.t('core.settings.of', { plugin: name })

  return reply.page('core/form-page', shown, {
    title,
    crumbs: [{ label: ctx.t('core.settings'), href: '/settings' }, { label: name }],
    ...(refused && { status: refused.status }),
    extras: async () => {
      const lost = await lostSecrets(ctx, id, schemaOf(ctx.registry.plugin(id)))
      const form = await formView(ctx, settingsForm(ctx, id), {
        action: `/settings/${id}`,
        cancel: '/settings',
        values: refused?.values ?? shown,
        errors: lost.map((path) => ({ path, message: ctx.t('core.secret-lost') })),
        refused,
      })
      return { form: { ...form, title } }
    },
  })
}
