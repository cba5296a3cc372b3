import { Type } from '@sinclair/typebox'
import { itemsOf } from '../../http/answers.js'
import { recordId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { Routes } from '../../plugin/routes.js'
import { permissionHolders } from '../permission-holders.js'
import { dismissPermission, listPermissions, takeSuggestion } from '../permissions-list.js'

const managed = { permission: may.manageRoles } as const
const params = Type.Object({ permission: Type.String({ maxLength: 100, pattern: '^[a-z][a-z0-9.-]*$' }) })
const asked = Type.Object({ state: Type.Optional(Type.Literal('new')) })
const text = Type.String({ maxLength: 200 })
const described = Type.Object({
  id: text,
  plugin: text,
  label: text,
  scoped: Type.Boolean(),
  new: Type.Boolean(),
  suggested: Type.Array(Type.Object({ roleId: recordId, role: text, scope: text }), { maxItems: 10 }),
})

const holder = Type.Object({
  id: recordId,
  name: text,
  login: text,
  role: Type.Object({ id: recordId, label: text }),
  scope: text,
})
const holders = Type.Object({
  permission: text,
  label: text,
  items: Type.Array(holder, { maxItems: 500 }),
  more: Type.Boolean(),
})

/** What is installed brings rights that nobody has yet: they stand here until somebody grants or dismisses them. */
export const permissions: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: itemsOf(described) } }, config: managed },
    async ({ ctx, query }, reply) => {
      const items = await listPermissions(ctx, query)
      return reply.page(
        'core/permissions',
        { items },
        {
          title: ctx.t('core.permissions'),
          crumbs: [{ label: ctx.t('core.roles'), href: '/roles' }],
          extras: () => ({ onlyNew: query.state === 'new' }),
        },
      )
    },
  )

  app.get(
    '/:permission/holders',
    { schema: { params, response: { 200: holders } }, config: managed },
    async ({ ctx, params: { permission } }, reply) => {
      const found = await permissionHolders(ctx, permission)
      return reply.page('core/permission-holders', found, {
        title: found.label,
        crumbs: [
          { label: ctx.t('core.roles'), href: '/roles' },
          { label: ctx.t('core.role-matrix'), href: '/role-matrix' },
          { label: found.label },
        ],
      })
    },
  )

  app.post(
    '/:permission/suggestion',
    { schema: { params, response: { 200: params } }, config: managed },
    async ({ ctx, params: { permission } }, reply) => {
      await takeSuggestion(ctx, permission)
      return reply.saved({ permission }, '/permissions?state=new')
    },
  )

  app.post(
    '/:permission/dismissal',
    { schema: { params, response: { 200: params } }, config: managed },
    async ({ ctx, params: { permission } }, reply) => {
      await dismissPermission(ctx, permission)
      return reply.saved({ permission }, '/permissions?state=new')
    },
  )
}
