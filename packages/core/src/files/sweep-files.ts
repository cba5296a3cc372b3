import type { Ctx } from '../ctx.js'
import { addMinutes } from '../time/instant.js'
import { Blob } from './blob.js'
import { filesInUse } from './hooks.js'

/** An upload may be on its way to its row; bytes younger than a day are left alone. */
const GRACE_MINUTES = 24 * 60
const AT_ONCE = 500

/**
 * Throws away the bytes that no attachment, no record in the bin and no plugin needs: of attachments removed for good, and
 * of uploads that were refused.
 */
export async function sweepFiles(ctx: Ctx): Promise<void> {
  const stored = await ctx.files.stored(addMinutes(ctx.now(), -GRACE_MINUTES))
  let gone = 0
  for (let at = 0; at < stored.length; at += AT_ONCE) {
    const some = stored.slice(at, at + AT_ONCE)
    const needed = new Set([...(await attached(ctx, some)), ...(await ctx.gather(filesInUse, { sha256: some }))])
    const idle = some.filter((sha256) => !needed.has(sha256))
    await Blob.query(ctx.db).whereIn('sha256', idle).delete()
    for (const sha256 of idle) await ctx.files.remove(sha256)
    gone += idle.length
  }
  if (gone > 0) ctx.log.info({ files: gone }, 'files nobody needs were thrown away')
}

async function attached(ctx: Ctx, sha256: readonly string[]): Promise<readonly string[]> {
  const inBin = await ctx
    .db('core_bin_file')
    .whereIn('sha256', [...sha256])
    .pluck<string[]>('sha256')
  const shown = await ctx
    .db('core_blob')
    .join('core_attachment', 'core_attachment.blob_id', 'core_blob.id')
    .whereIn('core_blob.sha256', [...sha256])
    .pluck<string[]>('core_blob.sha256')
  return [...inBin, ...shown]
}
