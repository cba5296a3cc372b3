import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import type { StoredFile } from './attach.js'
import { attachment } from './attachment.js'

/** Files on an event, of those the asking one may see, in the order they came; by `sha256` one knows its own again. */
export async function attachedFiles(ctx: Ctx, eventId: number): Promise<readonly StoredFile[]> {
  const files: unknown = await seen(ctx, attachment)
    .join('core_blob', 'core_blob.id', 'core_attachment.blob_id')
    .where('core_attachment.event_id', eventId)
    .orderBy('core_attachment.id')
    .select('core_attachment.name', 'core_blob.sha256', 'core_blob.size')
  return (files as readonly StoredFile[]).map(({ name, sha256, size }) => ({ name, sha256, size: Number(size) }))
}
