import { Type, type Static } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { shapeOf } from '../../entity/shape.js'
import { seen } from '../../entity/seen.js'
import { caseEntity } from '../../cases/case.js'
import { event } from '../../cases/event.js'
import { valuesOf } from '../../entity/values.js'
import { followersOf } from '../../entity/followers.js'
import { legalHolds } from './hooks.js'
import { filesOf } from './read-personal-data.js'
import type { Known } from './subject.js'

/** Files that a plan names one by one. */
const FILES = 200

const text = (maxLength: number) => Type.String({ maxLength })
const count = Type.Integer({ minimum: 0 })

/** What an erasure takes away, what it leaves and why, and what a person has to look at himself. */
export const planAnswer = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  name: text(300),
  /** Once it was done: UTC instant. */
  erasedAt: Type.Union([text(24), Type.Null()]),
  /** While any of these are open nothing is erased. */
  open: Type.Object({ cases: count, events: count }),
  goes: Type.Array(Type.Object({ label: text(300) })),
  stays: Type.Array(
    Type.Object({
      label: text(300),
      reason: text(500),
      /** The last local day. */
      until: Type.Union([text(10), Type.Null()]),
      href: Type.Union([text(300), Type.Null()]),
    }),
  ),
  /** Files of events that may show the person: kept until somebody decides. */
  files: Type.Array(Type.Object({ id: count, name: text(255), href: text(200), eventHref: text(200) })),
})

export type ErasurePlan = Static<typeof planAnswer>

/** What would happen to a person's data; nothing is written. */
export async function erasurePlan(ctx: Ctx, known: Known): Promise<ErasurePlan> {
  const { entity, id, name, erasedAt } = known
  const held = await ctx.gather(legalHolds, { entity, id })
  const files = await filesOf(ctx, known, FILES)

  return {
    id,
    name,
    erasedAt,
    open: await openWith(ctx, known),
    goes: erasedAt === null ? await goesOf(ctx, known) : [],
    stays: [
      ...held.map(({ label, reason, until, href = null }) => ({ label, reason, until, href })),
      ...(await told(ctx, known)),
    ],
    files: files.map((file) => ({
      id: file.id,
      name: file.name,
      href: `/attachments/${file.id}/content`,
      eventHref: `/events/${file.eventId}`,
    })),
  }
}

/** Cases and events still open with the person, whoever may see them. */
export async function openWith(ctx: Ctx, { entity, id }: Pick<Known, 'entity' | 'id'>): Promise<ErasurePlan['open']> {
  const open = ['planned', 'in-progress']
  if (entity === 'core.person')
    return {
      cases: 0,
      events: await countOf(ctx, 'core_event', (q) => q.where({ person_id: id }).whereIn('state', open)),
    }
  return {
    cases: await countOf(ctx, 'core_case', (q) => q.where({ contractor_id: id }).whereNull('closed_at')),
    events: await countOf(ctx, 'core_event', (q) => q.where({ contractor_id: id }).whereIn('state', open)),
  }
}

type Query = ReturnType<Ctx['db']>

async function countOf(ctx: Ctx, table: string, narrowed: (query: Query) => Query): Promise<number> {
  const row = (await narrowed(ctx.db(table)).count({ n: 'id' }).first()) as { n?: number | string } | undefined
  return Number(row?.n ?? 0)
}

/** The fields that hold something, the parts by kind, the attributes, and what the trail, the search and the bin say. */
async function goesOf(ctx: Ctx, { described, row, id }: Known): Promise<ErasurePlan['goes']> {
  const shape = shapeOf(described)
  const values = (await valuesOf(ctx, shape, [row])).get(id) ?? {}
  const personal = shape.fields.filter(
    ({ name, key }) => described.personal?.includes(name) && name !== 'displayName' && values[key],
  )
  const parts = []
  for (const { follower, column } of followersOf(ctx, described)) {
    const n = await countOf(ctx, follower.model.tableName, (q) => q.where(column, id))
    if (n > 0) parts.push({ label: `${ctx.t(follower.id)}: ${n}` })
  }
  return [
    ...personal.map(({ name, field }) => ({ label: ctx.t(field.label ?? `${described.id}.${name}`) })),
    ...parts,
    ...(described.attributable ? [{ label: ctx.t('core.erasure.attributes') }] : []),
    { label: ctx.t('core.erasure.traces') },
  ]
}

/** What was done with the person stays as the firm's own record; it bears the new name. */
async function told(ctx: Ctx, { entity, id, href }: Known): Promise<ErasurePlan['stays']> {
  const column = entity === 'core.person' ? 'person_id' : 'contractor_id'
  const events = await seen(ctx, event).where(`core_event.${column}`, id).resultSize()
  const cases =
    entity === 'core.person' ? 0 : await seen(ctx, caseEntity).where('core_case.contractor_id', id).resultSize()
  const reason = ctx.t('core.erasure.own-records')
  return [
    ...(cases > 0 ? [{ label: ctx.t('core.erasure.cases', { count: cases }), reason, until: null, href }] : []),
    ...(events > 0 ? [{ label: ctx.t('core.erasure.events', { count: events }), reason, until: null, href }] : []),
  ]
}
