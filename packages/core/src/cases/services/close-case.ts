import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { mustReach } from '../../operators/grant-reaches.js'
import { may } from '../../permissions.js'
import { Refusal } from '../../plugin/refusal.js'
import { caseEntity } from '../case.js'
import { Case } from '../models/case.js'
import { Event } from '../models/event.js'
import { caseClosable, caseClosed } from '../hooks.js'
import { cancelEvent } from './cancel-event.js'

export interface Closing {
  readonly result: 'won' | 'lost' | 'done'
  readonly reason?: string | null
  /** Cancel the open events rather than refuse (`core.case-has-open-events` with their count). */
  readonly cancelOpen?: boolean
}

/** Closes a case: who, when, how it ended and why. A closed one stays as it is (`core.case-closed-already`). */
export async function closeCase(
  ctx: Ctx,
  id: number,
  { result, reason = null, cancelOpen = false }: Closing,
): Promise<Case> {
  const found = await closingOf(ctx, id)
  if (found.closedAt !== null) throw new Refusal('core.case-closed-already', { status: 409 })
  const open = await Event.query(ctx.db)
    .where({ case_id: id })
    .whereIn('state', ['planned', 'in-progress'])
    .orderBy('id')
    .forUpdate()
  if (open.length > 0 && !cancelOpen)
    throw new Refusal('core.case-has-open-events', { params: { count: open.length }, extra: { count: open.length } })
  for (const one of open) await cancelEvent(ctx, one.id, {})
  await ctx.check(caseClosable, { case: found })

  const closed = await save(ctx, caseEntity, id, {
    version: found.version,
    closedAt: ctx.now(),
    closedById: ctx.operator?.id ?? null,
    result,
    closingReason: reason,
  })
  await ctx.announce(caseClosed, { caseId: id })
  return closed
}

/** Opens a closed case again; its events stay as they are. Nothing happens to an open one. */
export async function reopenCase(ctx: Ctx, id: number): Promise<Case> {
  const found = await closingOf(ctx, id)
  if (found.closedAt === null) return found

  return save(ctx, caseEntity, id, {
    version: found.version,
    closedAt: null,
    closedById: null,
    result: null,
    closingReason: null,
  })
}

/** The case, visible and within the reach of `core.close-cases`; held, so that nothing is put into it meanwhile. */
async function closingOf(ctx: Ctx, id: number): Promise<Case> {
  ctx.must(may.closeCases)
  await Case.query(ctx.db).findById(id).forUpdate().select('id')
  const found = await seenOne(ctx, caseEntity, id)
  mustReach(ctx, may.closeCases, [found.ownerId])
  return found
}
