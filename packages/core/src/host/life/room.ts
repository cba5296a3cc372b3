import Handlebars from 'handlebars'
import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { drawMarkdown } from '../../help/draw-markdown.js'
import { may } from '../../permissions.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import type { Room } from '../../rooms.js'
import { changedParams } from '../../shipped/core-shipped.js'
import { differencesOf } from '../../shipped/differences.js'
import { concerning, conflictsOf } from '../conflicts.js'
import { packageOf } from '../package-of.js'
import { releaseExtras } from '../release/release-extras.js'
import { releaseOf, releaseView } from '../release/release-view.js'
import { proofRoutes } from '../release/routes.js'
import { countRows } from './count-rows.js'
import { type AskedBy, type Life, lifeOf } from './life.js'
import { archiveAt, archivesOf, changesSince, pluginRow, type PluginRow, rowOf } from './plugin-view.js'

const text = (maxLength: number) => Type.String({ maxLength })
const texts = Type.Array(text(300), { maxItems: 2000 })
const withPlugin = Type.Object({ id: Type.String({ maxLength: 40, pattern: '^[a-z][a-z0-9-]*$' }) })
const installing = Type.Object({ archive: Type.Optional(text(300)) })
const changed = Type.Object({ id: text(40), archive: Type.Optional(text(300)) })

const whole = Type.Object({
  ...pluginRow.properties,
  /** The version that works here while another lies on the disk; null when they are one. */
  running: Type.Union([text(40), Type.Null()]),
  permissions: texts,
  entities: texts,
  addresses: texts,
  tables: Type.Array(Type.Object({ table: text(100), rows: Type.Integer(), more: Type.Boolean() }), { maxItems: 500 }),
  archives: texts,
  changes: text(10_000),
  release: releaseView,
  meetings: Type.Array(Type.Object({ at: text(120), kind: text(20), who: texts }), { maxItems: 2000 }),
  fields: Type.Array(
    Type.Object({ hook: text(120), field: text(120), who: texts, decides: text(200), why: text(300) }),
    { maxItems: 1000 },
  ),
})

const all = Type.Object({
  items: Type.Array(pluginRow, { maxItems: 10_000 }),
  core: Type.Object({
    version: text(40),
    /** Whether it was compared with what was published: a core that works from its sources is not. */
    compared: Type.Boolean(),
    /** Files that are not as they were published, and the first hundred of them. */
    differing: Type.Integer({ minimum: 0 }),
    files: Type.Array(
      Type.Object({
        path: text(300),
        kind: Type.Union(['changed', 'missing', 'added'].map((kind) => Type.Literal(kind))),
      }),
      { maxItems: 100 },
    ),
  }),
})

/** Which plugins there are, what each brings, and how they come and go while people work. */
const plugins: Routes = (app) => {
  const config = { permission: may.managePlugins }
  // Tables come and go here: no transaction of a request may be open beside that.
  const changing = { ...config, transaction: false } as const

  app.get('/', { schema: { response: { 200: all } }, config }, async ({ ctx }, reply) => {
    const items = await rows(ctx)
    const { core, changed } = await coreOf(ctx)
    return reply.page(
      'core/plugins',
      { items, core },
      { title: ctx.t('core.plugins'), extras: () => ({ rows: items.map((row) => shown(ctx, row)), changed }) },
    )
  })

  app.get(
    '/:id',
    { schema: { params: withPlugin, response: { 200: whole } }, config },
    async ({ ctx, params }, reply) => {
      const data = await pluginOf(ctx, params.id)
      return reply.page('core/plugin', data, {
        title: data.title,
        crumbs: [{ label: ctx.t('core.plugins'), href: '/plugins' }],
        extras: () => ({
          shown: shown(ctx, data),
          notes: notesOf(data.changes),
          ...actionsOf(ctx, data),
          alone: lifeOf(ctx) === null,
          mayInstall: lifeOf(ctx) !== null && data.release?.approved !== false,
          ...releaseExtras(ctx, params.id, data.release),
        }),
      })
    },
  )

  proofRoutes(app)
  app.post(
    '/:id/installation',
    { schema: { params: withPlugin, body: installing, response: { 200: changed } }, config: changing },
    async ({ ctx, params: { id }, body }, reply) => {
      const archive = body.archive ? archiveAt(folderOf(ctx), body.archive) : undefined
      await life(ctx).install(id, askedBy(ctx), archive)
      return reply.saved({ id }, `/plugins/${id}`)
    },
  )
  app.post(
    '/:id/activation',
    { schema: { params: withPlugin, response: { 200: changed } }, config: changing },
    async ({ ctx, params: { id } }, reply) => {
      await life(ctx).enable(id, askedBy(ctx))
      return reply.saved({ id }, `/plugins/${id}`)
    },
  )
  app.post(
    '/:id/deactivation',
    { schema: { params: withPlugin, response: { 200: changed } }, config: changing },
    async ({ ctx, params: { id } }, reply) => {
      await life(ctx).disable(id, askedBy(ctx))
      return reply.saved({ id }, `/plugins/${id}`)
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withPlugin, response: { 200: changed } }, config: changing },
    async ({ ctx, params: { id } }, reply) => {
      const archive = await life(ctx).remove(id, askedBy(ctx))
      return reply.saved({ id, archive: archive.slice(archive.lastIndexOf('/') + 1) }, `/plugins/${id}`)
    },
  )
}

/** The set of plugins, for whoever may change it. */
export const lifeRoom: Room = {
  routes: { '/plugins': plugins },
  menu: [
    {
      group: 'admin',
      label: 'core.plugins',
      href: '/plugins',
      rank: 60,
      icon: 'package',
      permission: may.managePlugins,
    },
  ],
}

function life(ctx: Ctx): Life {
  const found = lifeOf(ctx)
  if (!found) throw new Refusal('core.plugins-fixed')
  return found
}

const askedBy = ({ operator, origin }: Ctx): AskedBy => ({ operator, origin })
const folderOf = ({ templateFolder }: Ctx): string => templateFolder.replace(/templates$/, 'archive')
const listedIn = (ctx: Ctx): readonly Plugin[] => lifeOf(ctx)?.listed ?? ctx.registry.plugins

async function rows(ctx: Ctx): Promise<readonly PluginRow[]> {
  const [listed, known] = [listedIn(ctx), (await lifeOf(ctx)?.known()) ?? new Map()]
  return listed.filter(({ id }) => id !== 'core').map((plugin) => rowOf(ctx, plugin, { known, listed }))
}

/** The core as the page of plugins and programs are told of it; `changed` is null while it is as published. */
async function coreOf(ctx: Ctx) {
  const plugin = ctx.registry.plugin('core')
  if (!plugin) throw new Error('an instance has no core')
  const differences = await differencesOf(plugin)
  const found = differences ?? []
  return {
    core: {
      version: packageOf(plugin).version,
      compared: differences !== null,
      differing: found.length,
      files: found.slice(0, 100),
    },
    changed: found.length > 0 ? ctx.t('core.doctor.core-changed', changedParams(found)) : null,
  }
}

async function pluginOf(ctx: Ctx, id: string) {
  const listed = listedIn(ctx)
  const plugin = listed.find((one) => one.id === id)
  if (!plugin || id === 'core') throw notFound()
  const known = (await lifeOf(ctx)?.known()) ?? new Map()
  const row = rowOf(ctx, plugin, { known, listed })
  const active = ctx.registry.plugin(id) !== undefined
  const near = listed.filter((one) => one.id === id || ctx.registry.plugin(one.id) !== undefined)
  const works = known.get(id)?.version
  const { meetings, fields } = concerning(conflictsOf(near), id)
  const named = (key: string, fallback: string) => (active ? ctx.t(key) : fallback)
  return {
    ...row,
    running: works === undefined || works === row.version ? null : works,
    permissions: Object.values(plugin.permissions).map((one) => named(`permission.${one.id}`, one.id)),
    entities: (plugin.entities ?? []).map((one) => one.id),
    addresses: Object.keys(plugin.routes ?? {}).map((path) => `/${id}${path === '/' ? '' : path}`),
    tables: [...(await countRows(ctx.db, plugin))],
    archives: [...archivesOf(folderOf(ctx), id)],
    changes: changesSince(plugin, works),
    release: await releaseOf(ctx, plugin),
    meetings: meetings.map(({ at, kind, who }) => ({ at, kind, who: [...who] })),
    fields: fields.map(({ rule, who, ...field }) => ({
      ...field,
      who: [...who],
      why: ctx.t(`core.plugins.why.${rule.why}`, { last: rule.last, before: rule.before }),
    })),
  }
}

const TONES: Readonly<Record<string, string>> = { installed: 'ok', disabled: 'muted', listed: 'info' }

function shown(ctx: Ctx, row: PluginRow) {
  const state = ctx.t(`core.plugins.state.${row.state}`)
  return {
    ...row,
    stateText: state,
    tone: TONES[row.state] ?? 'bad',
    needs: row.needs.join(', '),
    neededBy: row.neededBy.join(', '),
  }
}

/** The notes as they stand below the heading of their card. */
const notesOf = (changes: string) => new Handlebars.SafeString(drawMarkdown(changes.replace(/^#(?=#)/gm, '##')))

/** What may be done with it; removing, which takes its tables along, stands in the menu. */
function actionsOf(ctx: Ctx, { id, title, state, tables }: Awaited<ReturnType<typeof pluginOf>>) {
  const counted = tables.map(({ table, rows, more }) => `${table} ${rows}${more ? '+' : ''}`).join(', ')
  const act = (name: string, href: string, icon: string) => ({
    label: ctx.t(`core.plugins.${name}`),
    href: `/plugins/${id}/${href}`,
    icon,
    post: true,
    hidden: [],
    ask: ctx.t(`core.plugins.${name}.ask`, { plugin: title, rows: counted || '0' }),
  })
  const more = [{ ...act('remove', 'removal', 'trash'), danger: true }]
  if (lifeOf(ctx) !== null && state === 'installed') return { actions: [act('disable', 'deactivation', 'ban')], more }
  if (lifeOf(ctx) !== null && state === 'disabled')
    return {
      actions: [{ ...act('enable', 'activation', 'player-play'), ask: null, look: 'primary' }],
      more,
    }
  return { actions: [], more: [] }
}
