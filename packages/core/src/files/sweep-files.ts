import type { Ctx } from '../ctx.js'
import { addMinutes } from '../time/instant.js'
import { Blob } from './blob.js'
import { filesInUse } from './hooks.js'

/** An upload may be on its way to its row; bytes younger than a day are left alone. */
const GRACE_MINUTES = 24 * 60
const AT_ONCE = 500

/** Throws away the bytes that no attachment and no plugin needs any more. */
export async function sweepFiles(ctx: Ctx): Promise<void> {
  const idle = await Blob.query(ctx.db)
    .where('kept_at', '<', addMinutes(ctx.now(), -GRACE_MINUTES))
    .whereNotExists(ctx.db('core_attachment').whereRaw('core_attachment.blob_id = core_blob.id'))
    .limit(AT_ONCE)
  if (idle.length === 0) return
  const needed = new Set(await ctx.gather(filesInUse, { sha256: idle.map(({ sha256 }) => sha256) }))
  const gone = idle.filter(({ sha256 }) => !needed.has(sha256))

  for (const { id, sha256 } of gone) {
    await Blob.query(ctx.db).deleteById(id)
    await ctx.files.remove(sha256)
  }
  ctx.log.info({ files: gone.length }, 'files nobody needs were thrown away')
}
