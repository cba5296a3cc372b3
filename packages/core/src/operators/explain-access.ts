import type { Actor, Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { labelsOf } from '../entity/labels.js'
import { permissionOf, scopeOf } from '../entity/policy.js'
import { seenByIds } from '../entity/seen.js'
import { shapeOf } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'
import { notFound } from '../plugin/refusal.js'
import { operator } from './operator.js'

export interface AccessReason {
  /** `no-grant`, `grant`, `owner`, `nobody`, `share`, `parent`, `paper`. */
  readonly kind: string
  /** Whether this one opens the record. */
  readonly opens: boolean
  /** In the reader's words: „własne, właścicielem jest Cezary Cichy”. */
  readonly text: string
}

export interface AccessAnswer {
  readonly allowed: boolean
  readonly reasons: readonly AccessReason[]
}

/**
 * Why an operator may read a record or may not: his grant and its scope, the owners, a share, the parent that decides or
 * opens it. `allowed` is what the policy itself says; the reasons are told beside it. 404 for a record the asking one does
 * not see, unless he asks about himself: then he is told his scope alone, the same for records there are none of.
 */
export async function explainAccess(ctx: Ctx, who: Actor, entity: Entity, id: number): Promise<AccessAnswer> {
  const his: Ctx = { ...ctx, operator: who, system: false }
  const [row] = await seenByIds(ctx, entity, [id])
  if (row) {
    const [visible] = await seenByIds(his, entity, [id])
    return { allowed: visible !== undefined, reasons: await reasonsFor(ctx, his, entity, row) }
  }
  if (who.id !== ctx.operator?.id) throw notFound()

  return { allowed: false, reasons: [grantReason(ctx, his, entity)] }
}

async function reasonsFor(ctx: Ctx, his: Ctx, entity: Entity, row: Model): Promise<readonly AccessReason[]> {
  if (entity.follows !== undefined)
    return [
      ...(await parentReasons(ctx, his, entity, row, [entity.follows])),
      ...(await paperReasons(ctx, his, entity, row)),
    ]
  const scope = scopeOf(his, entity.read)
  if (scope === null || scope === 'all') return [grantReason(ctx, his, entity)]

  const people = scope === 'own' ? [his.operator?.id ?? 0] : (his.operator?.department ?? [])
  return [
    ...(await ownerReasons(ctx, entity, row, { scope, people })),
    ...(await shareReasons(ctx, his, entity, row)),
    ...(await parentReasons(ctx, his, entity, row, entity.widens ?? [])),
  ]
}

function grantReason(ctx: Ctx, his: Ctx, entity: Entity): AccessReason {
  const read = permissionOf(entity, 'read')
  const scope = scopeOf(his, read)
  if (read === 'signed-in') return { kind: 'grant', opens: true, text: ctx.t('core.access.everybody') }
  const permission = ctx.t(`permission.${read.id}`)
  if (scope === null) return { kind: 'no-grant', opens: false, text: ctx.t('core.access.no-grant', { permission }) }

  const text = ctx.t('core.access.grant', { permission, scope: ctx.t(`core.scope.${scope}`) })
  return { kind: 'grant', opens: scope === 'all', text }
}

async function ownerReasons(
  ctx: Ctx,
  entity: Entity,
  row: Model,
  { scope, people }: { readonly scope: string; readonly people: readonly number[] },
): Promise<readonly AccessReason[]> {
  const held = (prop: string): unknown => (row as unknown as Record<string, unknown>)[prop]
  const owners = (entity.own ?? []).flatMap((prop) => {
    const id = held(prop)
    return typeof id === 'number' ? [{ prop, id }] : []
  })
  const said = ctx.t(`core.scope.${scope}`)
  if (owners.length === 0) return [{ kind: 'nobody', opens: false, text: ctx.t('core.access.nobody', { scope: said }) }]

  const names = await labelsOf(
    ctx,
    operator,
    owners.map(({ id }) => id),
  )
  const { fields } = shapeOf(entity)
  return owners.map(({ prop, id }) => {
    const field = fields.find(({ key }) => key === prop)
    const as = ctx.t(field?.field.label ?? `${entity.id}.${prop.replace(/Id$/, '')}`).toLowerCase()
    const text = ctx.t('core.access.owner', { scope: said, as, name: names.get(id) ?? String(id) })
    return { kind: 'owner', opens: people.includes(id), text }
  })
}

async function shareReasons(ctx: Ctx, { operator: who }: Ctx, entity: Entity, row: Model) {
  const share: { until_day: string | null } | undefined = await ctx
    .db('core_share')
    .where({ entity: entity.id, record_id: row.id, operator_id: who?.id ?? 0 })
    .first('until_day')
  if (!share) return []
  const over = share.until_day !== null && share.until_day < ctx.today()
  return [{ kind: 'share', opens: !over, text: ctx.t(over ? 'core.access.share-over' : 'core.access.share') }]
}

async function parentReasons(
  ctx: Ctx,
  his: Ctx,
  entity: Entity,
  row: Model,
  names: readonly string[],
): Promise<readonly AccessReason[]> {
  const { byName } = shapeOf(entity)
  const reasons: AccessReason[] = []
  for (const name of names) {
    const { field, key } = byName.get(name) ?? {}
    const parent = field?.of?.()
    const id = key === undefined ? null : (row as unknown as Record<string, unknown>)[key]
    if (!parent || typeof id !== 'number') continue
    const [visible] = await seenByIds(his, parent, [id])
    const opens = visible !== undefined
    const code = opens ? 'core.access.parent' : 'core.access.parent-hidden'
    reasons.push({ kind: 'parent', opens, text: ctx.t(code, { what: ctx.t(parent.id) }) })
  }
  return reasons
}

/** A paper asks for its record as well. */
async function paperReasons(ctx: Ctx, his: Ctx, { paperOf }: Entity, row: Model): Promise<readonly AccessReason[]> {
  const values = row as unknown as Record<string, unknown>
  const [id, record] = paperOf ? [values[paperOf.entity], values[paperOf.record]] : []
  if (typeof id !== 'string') return []
  const of = ctx.registry.entity(id)
  if (!of) return [{ kind: 'paper', opens: false, text: ctx.t('core.access.paper-gone') }]
  const opens = (await seenByIds(his, of, [Number(record)])).length > 0
  const code = opens ? 'core.access.paper' : 'core.access.paper-hidden'
  return [{ kind: 'paper', opens, text: ctx.t(code, { what: ctx.t(of.id) }) }]
}
