import { type Static, Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { Operator } from '../../operators/operator.js'
import { may } from '../../permissions.js'
import { refuseFields } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { isRealDay } from '../../time/day.js'
import { type AuditView, listAudit } from '../list-audit.js'
import { sayChanges } from '../say-changes.js'

const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })
const localDay = Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'x-kind': 'day' })
const asked = Type.Object({
  entity: Type.Optional(Type.String({ maxLength: 60 })),
  record: Type.Optional(id),
  operator: Type.Optional(id),
  changeSet: Type.Optional(id),
  from: Type.Optional(localDay),
  to: Type.Optional(localDay),
  before: Type.Optional(id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})

const text = (maxLength: number) => Type.String({ maxLength })
const entry = Type.Object({
  id,
  at: text(24),
  operator: Type.Union([Type.Object({ id, label: text(200) }), Type.Null()]),
  entity: text(60),
  record: Type.Union([id, Type.Null()]),
  part: Type.Union([text(60), Type.Null()]),
  label: text(400),
  action: text(60),
  changes: Type.Array(
    Type.Object({ field: text(200), before: Type.Optional(Type.Unknown()), after: Type.Optional(Type.Unknown()) }),
    { maxItems: 10_000 },
  ),
  origin: text(20),
  requestId: text(100),
  changeSetId: Type.Union([id, Type.Null()]),
  undoable: Type.Boolean(),
})
const answered = Type.Object({ items: Type.Array(entry, { maxItems: 200 }), next: Type.Union([id, Type.Null()]) })

/** Who changed what, when and from where: the whole trail, for whoever may read it. */
export const audit: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answered } }, config: { permission: may.readAudit } },
    async ({ ctx, query }, reply) => {
      for (const path of ['from', 'to'] as const)
        if (query[path] !== undefined && !isRealDay(query[path])) throw refuseFields([{ path, code: 'core.bad-day' }])
      const trail = await listAudit(ctx, query)
      return reply.page('core/audit', trail, {
        title: ctx.t('core.audit'),
        extras: () => pageOf(ctx, query, trail.items),
      })
    },
  )
}

async function pageOf(ctx: Ctx, query: Static<typeof asked>, items: readonly AuditView[]): Promise<object> {
  const entities = ctx.registry.plugins.flatMap((plugin) => plugin.entities ?? []).filter((entity) => !entity.part)
  const changes = await sayChanges(ctx, items)
  const operators = await Operator.query(ctx.db).orderBy('name_key').limit(200).select('id', 'name')

  return {
    asked: {
      entity: query.entity ?? '',
      operator: query.operator ?? null,
      changeSet: query.changeSet ?? null,
      from: query.from ?? '',
      to: query.to ?? '',
    },
    entities: entities.map((entity) => ({
      value: entity.id,
      label: ctx.t(entity.id),
      selected: entity.id === query.entity,
    })),
    operators: operators.map(({ id: value, name }) => ({ value, label: name, selected: value === query.operator })),
    rows: items.map((item, at) => ({ ...rowOf(ctx, item), changes: changes[at] ?? [] })),
  }
}

function rowOf(ctx: Ctx, { id, at, operator, entity, record, label, action, origin, ...set }: AuditView) {
  const described = ctx.registry.entity(entity)
  return {
    id,
    at,
    operator: operator?.label ?? ctx.t('core.audit.house'),
    label,
    href: described && record !== null && action !== 'removed' ? `${described.path}/${record}` : null,
    what: ctx.t(entity),
    action: ctx.t(`core.audit.action.${action}`),
    origin: ctx.t(`core.audit.origin.${origin}`),
    undo: set.undoable ? `/change-sets/${set.changeSetId}/reversal` : null,
    together: set.changeSetId === null ? null : `/audit?changeSet=${set.changeSetId}`,
  }
}
