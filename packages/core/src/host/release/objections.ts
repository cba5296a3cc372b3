import { later } from '../../later/clock.js'
import type { MessageParams } from '../../plugin/refusal.js'
import { Refusal } from '../../plugin/refusal.js'
import { type Proof, type ProofCheck, verified } from './proof.js'
import type { ProofRow } from './proof-rows.js'
import type { Release } from './release.js'

/** Why a proof cannot be approved: a code whose text says it. */
export interface Objection {
  readonly code: string
  readonly params?: MessageParams
}

const DAY_MS = 86_400_000
/** Two machines' clocks may differ by this much. */
const CLOCKS_MS = 600_000

interface About {
  readonly release: Pick<Release, 'trusted' | 'days'>
  readonly now: string
  /** What lies on the disk. */
  readonly lies: { readonly version: string; readonly checksum: string }
  /** True: approved before it lies there. */
  readonly ahead: boolean
  /** Names what failed. */
  t(key: string): string
}

/** Everything that stands against approving a proof now, the weightiest first; none: it may be approved. */
export function objectionsTo(row: ProofRow, { release, now, lies, ahead, t }: About): readonly Objection[] {
  if (row.revoked_at !== null) return [{ code: 'core.proof-revoked' }]
  if (row.approved_at !== null) return [{ code: 'core.proof-approved' }]
  try {
    const said = verified(JSON.parse(row.proof) as Proof, release.trusted ?? [])
    const objections: Objection[] = []
    const failed = failures(said.checks, t)
    if (failed !== '') objections.push({ code: 'core.proof-failed', params: { checks: failed } })
    if (said.at > later(now, CLOCKS_MS))
      objections.push({ code: 'core.proof-from-the-future', params: { at: said.at } })
    if (said.at < later(now, -release.days * DAY_MS))
      objections.push({ code: 'core.proof-expired', params: { at: said.at.slice(0, 10), count: release.days } })
    if (said.version !== lies.version && !ahead)
      objections.push({ code: 'core.proof-other-version', params: { version: said.version, lies: lies.version } })
    if (said.version === lies.version && said.checksum !== lies.checksum)
      objections.push({ code: 'core.proof-other-sum', params: { version: said.version } })
    return objections
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [{ code: error.code, ...(error.details.params && { params: error.details.params }) }]
  }
}

/** Names of what failed, and of what every proof has to hold and this one does not. */
function failures(checks: readonly ProofCheck[], t: About['t']): string {
  const failed = checks.filter(({ outcome }) => outcome === 'failed')
  const missing = ['rehearsal', 'conflicts', 'tests'].filter((kind) => !checks.some((check) => check.kind === kind))
  const names = failed.map(({ kind, about }) => [t(`core.release.check.${kind}`), about].filter(Boolean).join(' '))
  return [...names, ...missing.map((kind) => t(`core.release.check.${kind}`))].join(', ')
}
