import { houseVersion, packageOf } from '../host/package-of.js'
import type { Host } from '../host/create-host.js'
import { backup, type BackupGiven } from './backup.js'
import type { Manifest } from './manifest.js'

/** A backup of the instance a host stands for, which need not be ready: see `backup`. */
export function backupHost(
  { kernel, registry }: Pick<Host, 'kernel' | 'registry'>,
  given: Pick<BackupGiven, 'to' | 'passphrase' | 'told'>,
): Promise<Manifest> {
  return backup({
    db: kernel.db,
    config: kernel.config,
    plugins: registry.plugins.map((plugin) => ({ id: plugin.id, version: packageOf(plugin).version })),
    program: houseVersion(),
    at: kernel.clock.now(),
    ...given,
  })
}
