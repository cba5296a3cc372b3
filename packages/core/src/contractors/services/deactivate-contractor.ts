import { caseEntity } from '../../cases/case.js'
import { event } from '../../cases/event.js'
import { cancelEvent } from '../../cases/services/cancel-event.js'
import { closeCase } from '../../cases/services/close-case.js'
import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { Refusal } from '../../plugin/refusal.js'
import { Contractor, contractor } from '../contractor.js'

/** What is still open with a contractor, whoever may see it. */
export interface OpenThings {
  readonly cases: number
  readonly events: number
}

/** How many cases and events are open with a contractor. */
export async function openThings(ctx: Ctx, contractorId: number): Promise<OpenThings> {
  const { cases, events } = await openIds(ctx, contractorId)
  return { cases: cases.length, events: events.length }
}

/**
 * Puts a contractor aside: it is in no picker and no default list, and nothing new begins with it. While cases or events are
 * open, 422 `core.contractor-busy` with their counts, unless `closeOpen`: then cases are closed as done and events called
 * off, each under the rights of who asks. Nothing happens to one that is aside already.
 */
export async function deactivateContractor(
  ctx: Ctx,
  id: number,
  { closeOpen = false }: { readonly closeOpen?: boolean | undefined },
): Promise<Contractor> {
  const row = await held(ctx, id)
  if (row.deactivatedAt !== null) return row
  const { cases, events } = await openIds(ctx, id)
  const counts = { cases: cases.length, events: events.length }
  if (counts.cases + counts.events > 0 && !closeOpen)
    throw new Refusal('core.contractor-busy', { params: counts, extra: { counts } })

  const reason = ctx.t('core.contractor.closed-with-it')
  for (const one of cases) await closeCase(ctx, one, { result: 'done', reason, cancelOpen: true })
  for (const one of (await openIds(ctx, id)).events) await cancelEvent(ctx, one, { outcome: reason })
  return save(ctx, contractor, id, { version: row.version, deactivatedAt: ctx.now() })
}

/** Takes a contractor back. Nothing happens to an active one. */
export async function reactivateContractor(ctx: Ctx, id: number): Promise<Contractor> {
  const row = await held(ctx, id)
  return row.deactivatedAt === null ? row : save(ctx, contractor, id, { version: row.version, deactivatedAt: null })
}

/** Held until the end, so that nothing begins with it meanwhile. */
async function held(ctx: Ctx, id: number): Promise<Contractor> {
  await Contractor.query(ctx.db).findById(id).forUpdate().select('id')
  const row = await seenOne(ctx, contractor, id)
  await mustEdit(ctx, contractor, row)
  return row
}

async function openIds(ctx: Ctx, contractor_id: number) {
  const cases = ctx.db(caseEntity.model.tableName).where({ contractor_id }).whereNull('closed_at')
  const events = ctx.db(event.model.tableName).where({ contractor_id }).whereIn('state', ['planned', 'in-progress'])
  return {
    cases: await cases.orderBy('id').pluck<number[]>('id'),
    events: await events.orderBy('id').pluck<number[]>('id'),
  }
}
