import { randomUUID } from 'node:crypto'
import type { Plugin } from '../../plugin/define-plugin.js'
import { systemClock } from '../../later/clock.js'
import { conflictsOf, concerning } from '../conflicts.js'
import type { HostGiven } from '../create-host.js'
import { houseVersion, packageOf } from '../package-of.js'
import { type Rehearsal, rehearse } from '../rehearse.js'
import { ownTests } from './own-tests.js'
import { type Proof, type ProofCheck, sealProof, type Statement } from './proof.js'
import { openProofKey } from './proof-key.js'
import { sumOf } from './release.js'

interface Proving {
  /** Those in force here, core aside. */
  readonly inForce: readonly Plugin[]
  /** Of these, the ones to be proved. */
  readonly plugins: readonly Plugin[]
  /** Who does it. */
  readonly by: string
}

/**
 * Tries the versions of plugins that work on this instance, and says how it went, signed with the instance's own key: all
 * pending migrations on a copy of the database with every plugin, then the health checks of all of them on it; where the
 * plugin meets others; and the tests its package brings. What failed is in the proof as well. Nothing here is changed.
 */
export async function prove(
  given: HostGiven,
  { inForce, plugins, by }: Proving,
): Promise<readonly { readonly said: Statement; readonly proof: Proof }[]> {
  const key = openProofKey(given.config.dataFolder)
  const sums = new Map<string, string>()
  for (const plugin of plugins) sums.set(plugin.id, await sumOf(plugin))
  const common = rehearsed(await rehearse(given))

  const proved: { said: Statement; proof: Proof }[] = []
  // One after the other: their tests want the machine to themselves.
  for (const plugin of plugins) {
    const { folder, version } = packageOf(plugin)
    const checks = [...common, met(plugin, inForce), await ownTests(folder)]
    const said: Statement = {
      plugin: plugin.id,
      version,
      checksum: sums.get(plugin.id) ?? '',
      sdk: houseVersion(),
      engine: given.config.database.startsWith('sqlite:') ? 'sqlite' : 'mariadb',
      others: inForce
        .filter(({ id }) => id !== plugin.id)
        .map((other) => ({ id: other.id, version: packageOf(other).version })),
      checks: (await sumOf(plugin)) === sums.get(plugin.id) ? checks : [...checks, CHANGED],
      at: (given.clock ?? systemClock).now(),
      by: by.slice(0, 200),
      instance: given.config.publicAddress.slice(0, 300),
      nonce: randomUUID(),
    }
    proved.push({ said, proof: sealProof(said, key) })
  }
  return proved
}

/** What was tried is then not what would be proved. */
const CHANGED: ProofCheck = {
  kind: 'tests',
  about: '',
  outcome: 'failed',
  count: null,
  detail: 'the package changed while it was tried',
}

function rehearsed({ steps, fault, checked }: Rehearsal): readonly ProofCheck[] {
  const made: ProofCheck = {
    kind: 'rehearsal',
    about: '',
    outcome: fault === null ? 'passed' : 'failed',
    count: steps.length,
    detail: (fault ?? steps.map(({ plugin, name }) => `${plugin}/${name}`).join(', ')).slice(0, 2_000),
  }
  const asked = checked.map(({ plugin, name, fault: found }): ProofCheck => ({
    kind: 'health',
    about: `${plugin}:${name}`.slice(0, 200),
    outcome: found === null ? 'passed' : 'failed',
    count: null,
    detail: found?.code ?? '',
  }))
  return [made, ...asked]
}

/** Two plugins that write one field fail nothing, for a rule decides; whoever approves should know of it. */
function met(plugin: Plugin, inForce: readonly Plugin[]): ProofCheck {
  const { fields } = concerning(conflictsOf(inForce), plugin.id)
  const detail = fields.map(({ hook, field, decides }) => `${hook} ${field}: ${decides}`).join(', ')
  return { kind: 'conflicts', about: '', outcome: 'passed', count: fields.length, detail: detail.slice(0, 2_000) }
}
