import type { Ctx } from '../ctx.js'
import { lifeOf } from '../host/life/life.js'
import { packageOf } from '../host/package-of.js'
import { approvedSums } from '../host/release/proof-rows.js'
import { keyOf, sumOf } from '../host/release/release.js'
import type { Finding } from './finding.js'

/**
 * Plugins in force whose package on the disk nobody approved: nothing is wrong yet, and the next start would be refused. Told
 * while there is time. Reads these packages whole, some tens of milliseconds; only where versions have to be approved.
 */
export async function releasesSound(ctx: Ctx): Promise<readonly Finding[]> {
  const life = lifeOf(ctx)
  if (!life?.release.trusted) return []
  const [known, approved] = [await life.known(), await approvedSums(ctx.db)]
  const findings: Finding[] = []
  for (const plugin of life.listed.filter(({ id }) => known.get(id)?.state === 'installed'))
    if (!approved.has(keyOf(plugin.id, await sumOf(plugin))))
      findings.push({
        code: 'plugin-unapproved',
        params: { plugin: plugin.id, version: packageOf(plugin).version },
      })
  return findings
}
