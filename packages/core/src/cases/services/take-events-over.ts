import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { seen } from '../../entity/seen.js'
import { event } from '../event.js'
import type { Case } from '../models/case.js'

/** As many as one case may have open at once and still be handed over in one go. */
const MOST = 500

/**
 * The open events that a case's former owner had in it become the new owner's; what others own, or perform, stays theirs.
 * Nothing happens when the owner stayed, or there is none now. Giving events away takes `core.assign-events`.
 */
export async function takeEventsOver(ctx: Ctx, of: Case, former: number | null): Promise<void> {
  if (former === null || of.ownerId === null || of.ownerId === former) return
  const open = await seen(ctx, event)
    .where({ case_id: of.id, owner_id: former })
    .whereIn('state', ['planned', 'in-progress'])
    .orderBy('id')
    .limit(MOST)
  for (const { id, version, performerId } of open) {
    const performer = performerId === former ? { performerId: null } : {}
    await save(ctx, event, id, { version, ownerId: of.ownerId, ...performer })
  }
}
