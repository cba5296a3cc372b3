import type { Ctx } from '../../ctx.js'
import { remove } from '../../entity/remove.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Undoable } from '../../plugin/undoable.js'
import { event } from '../event.js'

/** Removes an event that people made; one that tells of a plugin's record stays beside it (`core.event-sourced`). */
export async function removeEvent(
  ctx: Ctx,
  id: number,
  version: { readonly version: number | undefined },
): Promise<Undoable> {
  const row = await seenOne(ctx, event, id)
  await mustEdit(ctx, event, row)
  if (row.source !== null) throw new Refusal('core.event-sourced')

  return remove(ctx, event, id, version)
}
