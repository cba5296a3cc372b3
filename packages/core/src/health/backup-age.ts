import { lastBackup } from '../backup/last-backup.js'
import type { Kernel } from '../host/kernel.js'
import { later } from '../later/clock.js'
import { localDateTime } from '../time/instant.js'
import type { Finding } from './finding.js'

/** Hours after which the last backup is too old: one a day, and one that failed. */
const OLD_HOURS = 48

/** When the last backup was made. An instance for practice, or in memory, has nothing to lose. */
export async function backupAge({ config, clock, zone }: Kernel): Promise<readonly Finding[]> {
  if (config.practice || config.database === 'sqlite::memory:') return []
  const last = await lastBackup(config.dataFolder)
  if (!last) return [{ code: 'backup-none' }]
  if (last.at >= later(clock.now(), -OLD_HOURS * 3_600_000)) return []
  return [{ code: 'backup-old', params: { at: localDateTime(last.at, zone).replace('T', ' '), folder: last.folder } }]
}
