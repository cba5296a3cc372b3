import type { Finding } from '../health/finding.js'
import type { Kernel } from '../host/kernel.js'
import { packageOf } from '../host/package-of.js'
import type { MessageParams } from '../plugin/refusal.js'
import type { Difference } from './compare-sums.js'
import { differencesOf } from './differences.js'

/** Files that are named; how many there are is always told. */
const NAMED = 5

/** Whether the core works as it was published: what differs, null when it works from its sources. */
export async function coreDifferences({ registry }: Pick<Kernel, 'registry'>): Promise<readonly Difference[] | null> {
  const core = registry.plugin('core')
  return core ? differencesOf(core) : null
}

/** For a doctor: a core that somebody changed. */
export async function coreAsShipped(kernel: Kernel): Promise<readonly Finding[]> {
  const differences = (await coreDifferences(kernel)) ?? []
  return differences.length > 0 ? [{ code: 'core-changed', params: changedParams(differences) }] : []
}

/** What the text of the finding is filled with: how many files differ, and the first of them. */
export function changedParams(differences: readonly Difference[]): MessageParams {
  const names = differences.slice(0, NAMED).map(({ path }) => path)
  return { count: differences.length, names: [...names, ...(differences.length > NAMED ? ['…'] : [])].join(', ') }
}

/** Says a changed core plainly in the log, once the server answers. It stops nothing: a firm must not stand still for it. */
export async function tellOfChangedCore(kernel: Kernel): Promise<void> {
  try {
    const differences = (await coreDifferences(kernel)) ?? []
    if (differences.length === 0) return
    const core = kernel.registry.plugin('core')
    kernel.log.warn(
      { version: core && packageOf(core).version, count: differences.length, files: differences.slice(0, NAMED) },
      'the core package is not as it was published; changes for one firm belong in a plugin or in its configuration',
    )
  } catch (error) {
    kernel.log.error({ err: error }, 'the core package cannot be compared with what was published')
  }
}
