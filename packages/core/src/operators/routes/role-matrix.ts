import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { recordId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { Routes } from '../../plugin/routes.js'
import { loadAccess } from '../access.js'
import { compareRoles, type ComparedGrant, type ComparedRoles, MOST_ROLES } from '../compare-roles.js'
import { countNewPermissions } from '../permissions-list.js'

const text = Type.String({ maxLength: 200 })
const asked = Type.Object({
  role: Type.Optional(Type.Union([recordId, Type.Array(recordId, { maxItems: MOST_ROLES })])),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  only: Type.Optional(Type.Union([Type.Literal('differences'), Type.Literal('')])),
})
const grant = Type.Object({ roleId: recordId, scope: Type.Union([text, Type.Null()]), inherited: Type.Boolean() })
const item = Type.Object({
  permission: text,
  plugin: text,
  label: text,
  scoped: Type.Boolean(),
  grants: Type.Array(grant, { maxItems: MOST_ROLES }),
  holders: Type.Integer(),
})
const compared = Type.Object({
  roles: Type.Array(Type.Object({ id: recordId, name: text, requiresTotp: Type.Boolean() }), { maxItems: MOST_ROLES }),
  items: Type.Array(item, { maxItems: 10_000 }),
})

/** Permissions against roles, side by side: what the chosen ones have, where they differ, and how many people that is. */
export const roleMatrixRoutes: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: compared } }, config: { permission: may.manageRoles } },
    async ({ ctx, query }, reply) => {
      const chosen = [query.role ?? []].flat()
      const found = await compareRoles(ctx, {
        roles: chosen,
        ...(query.q !== undefined && { q: query.q }),
        differing: query.only === 'differences',
      })
      return reply.page('core/role-matrix', found, {
        title: ctx.t('core.role-matrix'),
        crumbs: [{ label: ctx.t('core.roles'), href: '/roles' }, { label: ctx.t('core.role-matrix') }],
        extras: async () => ({
          q: query.q ?? '',
          differing: query.only === 'differences',
          choices: await choicesOf(ctx, chosen),
          groups: groupsOf(ctx, found),
          fresh: await countNewPermissions(ctx),
        }),
      })
    },
  )
}

async function choicesOf(ctx: Ctx, chosen: Static<typeof recordId>[]) {
  const { roles } = await loadAccess(ctx.db)
  return [...roles.values()].map(({ id, name }) => ({ id, name, chosen: chosen.includes(id) }))
}

function groupsOf(ctx: Ctx, { items }: ComparedRoles) {
  const groups = ctx.registry.plugins.map(({ id, title }) => ({
    label: ctx.t(title),
    rows: items
      .filter(({ plugin }) => plugin === id)
      .map((row) => ({ ...row, cells: row.grants.map((cell) => cellOf(ctx, cell, row.scoped)) })),
  }))
  return groups.filter(({ rows }) => rows.length > 0)
}

function cellOf(ctx: Ctx, { scope, inherited }: ComparedGrant, scoped: boolean) {
  return { label: scope && ctx.t(scoped ? `core.scope.${scope}` : 'core.scope.granted'), inherited }
}
