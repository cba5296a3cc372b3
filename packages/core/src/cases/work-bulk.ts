import { planEvents } from '../calendar/plan-events.js'
import type { Ctx } from '../ctx.js'
import { save } from '../entity/save.js'
import { seenOne } from '../entity/seen.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { day, longText, ref, yesNo } from '../plugin/fields.js'
import { bulk, type BulkOutcome } from '../plugin/lists.js'
import { Refusal } from '../plugin/refusal.js'
import { instantOf, localDateTime } from '../time/instant.js'
import { caseEntity } from './case.js'
import { event } from './event.js'
import { cancelEvent } from './services/cancel-event.js'
import { completeEvent } from './services/complete-event.js'

const OPEN = ['planned', 'in-progress']

/** What is done to many cases at once. */
export const caseBulk = [
  planEvents(async (ctx, id) => ({ caseId: id, contractorId: (await seenOne(ctx, caseEntity, id)).contractorId })),
  bulk('assign', {
    permission: may.editCases,
    icon: 'user-check',
    fields: { owner: ref(() => operator), events: yesNo() },
    run: async (ctx, id, values) => {
      const found = await seenOne(ctx, caseEntity, id)
      const after = await save(ctx, caseEntity, id, { version: found.version, ownerId: values.ownerId ?? null })
      const moved = values.events === true ? await moveEvents(ctx, id, found.ownerId, values.ownerId ?? null) : 0
      return after.version === found.version && moved === 0 ? 'unchanged' : 'changed'
    },
  }),
]

/** What is done to many events at once. */
export const eventBulk = [
  bulk('give', {
    permission: may.assignEvents,
    icon: 'user-check',
    fields: { performer: ref(() => operator) },
    run: (ctx, id, values) => saved(ctx, id, { performerId: values.performerId ?? null }),
  }),
  bulk('move', {
    permission: may.editEvents,
    icon: 'calendar-event',
    fields: { day: day({ required: true }) },
    run: (ctx, id, values) => moveTo(ctx, id, String(values.day)),
  }),
  bulk('done', {
    permission: may.editEvents,
    icon: 'circle-check',
    fields: { outcome: longText({ maxLength: 2000 }) },
    run: async (ctx, id, { outcome }) => {
      await completeEvent(ctx, id, typeof outcome === 'string' ? { outcome } : {})
      return 'changed'
    },
  }),
  bulk('cancel', {
    permission: may.editEvents,
    icon: 'ban',
    danger: true,
    fields: { outcome: longText({ maxLength: 2000 }) },
    run: async (ctx, id, { outcome }) => {
      await cancelEvent(ctx, id, typeof outcome === 'string' ? { outcome } : {})
      return 'changed'
    },
  }),
]

/** Open events of a case that its owner has go with it; a case has some, not thousands. */
async function moveEvents(ctx: Ctx, caseId: number, from: number | null, to: unknown): Promise<number> {
  const ids: number[] = await ctx
    .db('core_event')
    .where({ case_id: caseId, owner_id: from })
    .whereIn('state', OPEN)
    .orderBy('id')
    .limit(1000)
    .pluck('id')
  for (const id of ids) await saved(ctx, id, { ownerId: to })
  return ids.length
}

/** To another day at the same hours. */
async function moveTo(ctx: Ctx, id: number, to: string): Promise<BulkOutcome> {
  const { state, plannedFrom, plannedTo } = await seenOne(ctx, event, id)
  if (!OPEN.includes(state)) throw new Refusal('core.event-not-open')
  if (plannedFrom === null) throw new Refusal('core.event-not-planned')
  const start = instantOf(`${to}T${localDateTime(plannedFrom, ctx.zone).slice(11)}`, ctx.zone)
  const length = plannedTo === null ? null : Date.parse(plannedTo) - Date.parse(plannedFrom)
  const end = length === null ? null : new Date(Date.parse(start) + length).toISOString()
  return saved(ctx, id, { plannedFrom: start, plannedTo: end })
}

async function saved(ctx: Ctx, id: number, values: object): Promise<BulkOutcome> {
  const { version } = await seenOne(ctx, event, id)
  const after = await save(ctx, event, id, { version, ...values })
  return after.version === version ? 'unchanged' : 'changed'
}
