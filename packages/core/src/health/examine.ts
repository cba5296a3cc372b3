import type { Ctx } from '../ctx.js'
import { createCtx } from '../host/create-ctx.js'
import type { Kernel } from '../host/kernel.js'
import { coreAsShipped } from '../shipped/core-shipped.js'
import { askChecks, type Checked } from './ask-checks.js'
import { backupAge } from './backup-age.js'
import { databaseSound } from './database-sound.js'
import type { Finding } from './finding.js'
import { laterWork } from './later-work.js'
import { machine } from './machine.js'
import { pluginsSound } from './plugins-sound.js'
import { releasesSound } from './releases-sound.js'
import { settingsFit } from './settings-fit.js'
import { storedFiles } from './stored-files.js'
import { trailSealed } from './trail-sealed.js'

/**
 * Everything `berberis doctor` looks at, in the order in which it is worth mending. Reads only; may take minutes on a large
 * instance, for it reads the embedded database and the audit trail whole and looks for every stored file.
 */
export async function examine(kernel: Kernel): Promise<readonly Finding[]> {
  const first = [...(await machine(kernel)), ...(await databaseSound(kernel))]
  if (first.some(({ code }) => UNUSABLE.has(code))) return first

  const ctx = createCtx(kernel, { db: kernel.db, origin: 'console', system: true })
  const rest = [
    ...(await coreAsShipped(kernel)),
    ...(await pluginsSound(kernel)),
    ...(await quickly(ctx, await askChecks(ctx))),
  ]
  return [
    ...first,
    ...(await backupAge(kernel)),
    ...rest,
    ...(await storedFiles(kernel, ctx)),
    ...(await trailSealed(ctx)),
  ]
}

/** What is looked at while people work: no table and no folder is read whole. */
export async function quickly(ctx: Ctx, checked: readonly Checked[]): Promise<readonly Finding[]> {
  const failed = checked.flatMap(({ fault }) => (fault === null ? [] : [fault]))
  return [...(await releasesSound(ctx)), ...(await settingsFit(ctx)), ...(await laterWork(ctx)), ...failed]
}

/** With these nothing else can be asked of the database. */
const UNUSABLE = new Set(['database-empty', 'database-newer', 'migrations-pending'])
