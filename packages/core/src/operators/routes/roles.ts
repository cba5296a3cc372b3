import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { itemsOf } from '../../http/answers.js'
import { recordOf, resource } from '../../http/resource.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { action } from '../../ui/record-view.js'
import { roleForm } from '../forms.js'
import { grantPermission, revokePermission, saveGrants } from '../grants.js'
import { roleList } from '../lists.js'
import { removeRole } from '../remove-role.js'
import { type Role, role } from '../role.js'
import { grantsOfForm, roleMatrix } from '../role-matrix.js'

const managed = { permission: may.manageRoles } as const
const grant = Type.Object({
  id: withId.properties.id,
  permission: Type.String({ maxLength: 100, pattern: '^[a-z][a-z0-9.-]*$' }),
})
const scope = Type.Object({ scope: Type.Union([Type.Literal('own'), Type.Literal('department'), Type.Literal('all')]) })
const right = Type.String({ maxLength: 100 })
const given = Type.Object({ permission: right, scope: scope.properties.scope })
const granted = Type.Object({
  permission: right,
  scope: Type.Union([scope.properties.scope, Type.Null()]),
  inherited: Type.Boolean(),
})
const table = Type.Object({
  grants: Type.Record(
    Type.String({ maxLength: 40 }),
    Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 12 }), { maxProperties: 200 }),
    { maxProperties: 100 },
  ),
})

/** Roles and what they may: a table of every installed permission, and each grant as a resource of its own. */
export const roles = resource(role, {
  list: roleList,
  form: roleForm,
  page: rolePage,
  remove: removeRole,
  more(app) {
    app.get(
      '/:id/grants',
      { schema: { params: withId, response: { 200: itemsOf(granted) } }, config: { ...managed, door: 'api' } },
      async ({ ctx, params }, reply) => {
        const { groups } = await roleMatrix(ctx, params.id)
        const items = groups
          .flatMap(({ rows }) => rows)
          .map(({ id, effective, inherited }) => ({ permission: id, scope: effective || null, inherited }))
        return reply.page('', { items }, { title: ctx.t('core.roles') })
      },
    )

    app.post(
      '/:id/grants',
      { schema: { params: withId, body: table }, config: { ...managed, door: 'page' } },
      async ({ ctx, params, body }, reply) => {
        await saveGrants(ctx, params.id, grantsOfForm(body.grants))
        return reply.saved({}, `/roles/${params.id}`)
      },
    )

    app.put(
      '/:id/grants/:permission',
      { schema: { params: grant, body: scope, response: { 200: given } }, config: { ...managed, door: 'api' } },
      async ({ ctx, params: { id, permission }, body }, reply) => {
        await grantPermission(ctx, id, { permission, scope: body.scope })
        return reply.saved({ permission, scope: body.scope }, `/roles/${id}`)
      },
    )

    app.delete(
      '/:id/grants/:permission',
      { schema: { params: grant }, config: { ...managed, door: 'api' } },
      async ({ ctx, params }, reply) => {
        await revokePermission(ctx, params.id, params.permission)
        return reply.removed(`/roles/${params.id}`)
      },
    )
  },
})

async function rolePage(ctx: Ctx, _record: unknown, row: Role) {
  const matrix = await roleMatrix(ctx, row.id)
  const edits = ctx.can(may.manageRoles)
  const manages = edits && matrix.editable
  const compared = [row.id, ...(row.extendsId ? [row.extendsId] : [])].map((id) => `role=${id}`).join('&')
  const compare = action(ctx.t('core.role-matrix.compare'), `/role-matrix?${compared}`, { icon: 'columns' })
  const actions = [action(ctx.t('core.edit'), `/roles/${row.id}/edit`, { icon: 'pencil', key: 'E' })]
  const more = [
    action(ctx.t('core.remove'), `/roles/${row.id}/removal`, {
      icon: 'trash',
      look: 'danger',
      post: true,
      hidden: [{ name: 'version', value: String(row.version) }],
      ask: ctx.t('core.role.remove-ask', { name: row.name }),
    }),
  ]
  const { record } = await recordOf(ctx, role, row.id)

  return {
    view: 'core/role',
    extras: {
      heading: row.name,
      sub: row.description ?? (matrix.editable ? null : ctx.t('core.role.built-in-note')),
      monogram: null,
      tags: matrix.requiresTotp ? [{ label: ctx.t('core.role.requires-totp'), hue: 'green', dot: false }] : [],
      actions: edits ? [...actions, compare] : [],
      more: manages ? more : [],
      matrix,
      manages,
      parent: record['extends'] ?? null,
    },
  }
}
