import { dropGuards, raiseGuards } from '../db/guards.js'
import type { Host } from '../host/create-host.js'
import { planRemoval } from './plan-removal.js'
import { takeAway } from './take-away.js'

/**
 * Takes the example firm away without a trace: rows, numbers, files. The database's own guards forbid to delete issued
 * documents and the trail, so they are lifted for as long as it takes; nobody should be working then. Refuses before it
 * touches anything: see `planRemoval`.
 */
export async function removeExample({
  kernel,
  registry,
  runInCtx,
}: Pick<Host, 'kernel' | 'registry' | 'runInCtx'>): Promise<void> {
  const given = { origin: 'console', system: true } as const
  const guards = registry.plugins.flatMap((plugin) => plugin.guards ?? [])
  await runInCtx(given, planRemoval)
  await dropGuards(kernel.db, guards)
  try {
    const unneeded = await runInCtx(given, takeAway)
    for (const sha256 of unneeded) await kernel.files.remove(sha256)
  } finally {
    await raiseGuards(kernel.db, guards)
  }
}
