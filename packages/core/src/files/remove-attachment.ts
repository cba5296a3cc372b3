import { Event } from '../cases/models/event.js'
import type { Ctx } from '../ctx.js'
import { remove } from '../entity/remove.js'
import { mustEdit, seenOne } from '../entity/seen.js'
import { Refusal } from '../plugin/refusal.js'
import type { Undoable } from '../plugin/undoable.js'
import { attachment, type Attachment } from './attachment.js'

/**
 * Takes a file off its event. To an event that tells of a plugin's record files can be added and not taken away
 * (`core.attachment-sourced`), as the event itself cannot be removed; the plugin, as system, may.
 */
export async function removeAttachment(
  ctx: Ctx,
  id: number,
  version: { readonly version: number | undefined },
): Promise<{ readonly row: Attachment; readonly undo: Undoable }> {
  const row = await seenOne(ctx, attachment, id)
  await mustEdit(ctx, attachment, row)
  const { source } = await Event.query(ctx.db).findById(row.eventId).select('source').throwIfNotFound()
  if (source !== null && !ctx.system) throw new Refusal('core.attachment-sourced')

  return { row, undo: await remove(ctx, attachment, id, version) }
}
