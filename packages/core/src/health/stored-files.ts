import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { filesBelow, shelved } from '../backup/copied-files.js'
import type { Ctx } from '../ctx.js'
import { readTables } from '../example/tables.js'
import { filesInUse } from '../files/hooks.js'
import type { Kernel } from '../host/kernel.js'
import { later } from '../later/clock.js'
import type { Finding } from './finding.js'

const AT_ONCE = 500
/** The sweep runs daily and leaves what is younger than a day: what is older than two should be gone. */
const YOUNG_MS = 2 * 24 * 3_600_000

/** Files that rows name and the data folder has not, and files that nobody names. Read in parts of 500. */
export async function storedFiles({ config }: Kernel, ctx: Ctx): Promise<readonly Finding[]> {
  const folder = join(config.dataFolder, 'files')
  const missing = await countMissing(ctx, folder)
  const orphans = await countOrphans(ctx, folder)
  return [
    ...(missing.count > 0 ? [{ code: 'files-missing', params: missing }] : []),
    ...(orphans > 0 ? [{ code: 'files-orphan', params: { count: orphans } }] : []),
  ]
}

async function countMissing(ctx: Ctx, folder: string): Promise<{ count: number; first: string }> {
  const tables = await readTables(
    ctx.db,
    ctx.registry.plugins.map(({ id }) => id),
  )
  let [count, first] = [0, '']
  for (const { name } of tables.filter(({ columns }) => columns.has('sha256'))) {
    for (let last = ''; ;) {
      const some = await ctx
        .db(name)
        .where('sha256', '>', last)
        .distinct('sha256')
        .orderBy('sha256')
        .limit(AT_ONCE)
        .pluck<string[]>('sha256')
      for (const sha256 of some) {
        if (await stat(join(folder, shelved(sha256))).catch(() => null)) continue
        count += 1
        first ||= sha256
      }
      last = some.at(-1) ?? ''
      if (some.length < AT_ONCE) break
    }
  }
  return { count, first }
}

async function countOrphans(ctx: Ctx, folder: string): Promise<number> {
  const before = Date.parse(later(ctx.now(), -YOUNG_MS))
  let orphans = 0
  let some: string[] = []
  const judge = async (): Promise<void> => {
    const needed = new Set([...(await attached(ctx, some)), ...(await ctx.gather(filesInUse, { sha256: some }))])
    orphans += some.filter((sha256) => !needed.has(sha256)).length
    some = []
  }
  for await (const path of filesBelow(folder)) {
    const sha256 = /^[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(path)?.[1]
    if (sha256 === undefined || (await stat(join(folder, path))).mtimeMs >= before) continue
    some.push(sha256)
    if (some.length === AT_ONCE) await judge()
  }
  if (some.length > 0) await judge()
  return orphans
}

/** By an attachment, or by one that lies in the bin. */
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
