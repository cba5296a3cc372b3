import { completeEvent, createEvent, event, seen, type Ctx } from '@berberis/sdk'
import { flat } from '../entity.js'
import { sourceOf, talkType } from '../talk.js'

/** For tests: the talk about the lease of the first flat that is let was held; planned first when it was not. */
export async function doneTalk(ctx: Ctx): Promise<void> {
  const row = await seen(ctx, flat).whereNotNull('tenantId').orderBy('id').first()
  if (!row) throw new Error('no flat is let')
  const source = sourceOf(row)
  const planned = await seen(ctx, event).where({ source }).first()
  const { id } =
    planned ?? (await createEvent(ctx, { type: talkType.key, contractorId: row.tenantId, subject: row.name, source }))
  await completeEvent(ctx, id, {})
}
