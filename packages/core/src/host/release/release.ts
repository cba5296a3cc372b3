import type { Knex } from 'knex'
import type { Plugin } from '../../plugin/define-plugin.js'
import { Refusal } from '../../plugin/refusal.js'
import type { HostConfig } from '../config.js'
import type { KnownPlugin } from '../life/plugin-states.js'
import { packageOf } from '../package-of.js'
import { StartFault } from '../start-fault.js'
import { packageSum } from './package-sum.js'
import { ownPublicKey } from './proof-key.js'
import { approvedSums, lastApproved } from './proof-rows.js'
import { type Unapproved, UnapprovedFault } from './unapproved-fault.js'

/** Days a proof is good for, unless the configuration says otherwise. */
export const PROOF_DAYS = 30

/** Which code may work here. */
export interface Release {
  /** Public keys of the test instances whose proofs are believed; null: this installation is not guarded. */
  readonly trusted: readonly string[] | null
  readonly days: number
  /** Of these plugins those whose code, as this process loaded it, nobody approved; none where nothing is guarded. */
  unapproved(db: Knex, plugins: readonly Plugin[]): Promise<readonly Unapproved[]>
  /**
   * Throws 422 `core.plugin-unapproved` when nobody approved what lies on the disk, `core.plugin-restart-first` when this
   * process loaded something else.
   */
  demand(db: Knex, plugin: Plugin): Promise<void>
  /** The approvals of these plugins are used from now on, and nobody can revoke them. */
  take(db: Knex, plugins: readonly Plugin[], at: string): Promise<void>
}

/**
 * How an installation is guarded, with the sums of the packages as they lie there now, which is when they were loaded.
 * Throws StartFault for one that trusts its own proofs.
 */
export async function openRelease(
  { trustedTests, proofDays = PROOF_DAYS, dataFolder }: HostConfig,
  listed: readonly Plugin[],
): Promise<Release> {
  const trusted = trustedTests ?? null
  const own = trusted && ownPublicKey(dataFolder)
  if (own && trusted.includes(own))
    throw new StartFault(['an installation must not trust its own proofs: trustedTests'])
  const loaded = new Map<string, string>()
  if (trusted) for (const plugin of withoutCore(listed)) loaded.set(plugin.id, await sumOf(plugin))

  const unapproved: Release['unapproved'] = async (db, plugins) => {
    const asked = withoutCore(plugins)
    if (!trusted || asked.length === 0) return []
    const approved = await approvedSums(db)
    const missing = asked.filter(({ id }) => !approved.has(keyOf(id, loaded.get(id) ?? '')))
    const last = missing.length > 0 ? await lastApproved(db) : new Map<string, string>()
    return missing.map((plugin) => {
      const { name, version } = packageOf(plugin)
      return { id: plugin.id, version, package: name, approved: last.get(plugin.id) ?? null }
    })
  }
  return {
    trusted,
    days: proofDays,
    unapproved,
    async demand(db, plugin) {
      if (!trusted) return
      const { id } = plugin
      // Views and texts are read again whenever a host is made: what lies there has to be what was loaded.
      const lies = await sumOf(plugin)
      const approved = (await approvedSums(db)).has(keyOf(id, lies))
      if (approved && lies === loaded.get(id)) return
      throw new Refusal(approved ? 'core.plugin-restart-first' : 'core.plugin-unapproved', {
        params: { plugin: id, version: packageOf(plugin).version },
      })
    },
    async take(db, plugins, at) {
      if (!trusted) return
      for (const { id } of withoutCore(plugins))
        await db('core_plugin_proof')
          .where({ plugin: id, checksum: loaded.get(id) ?? '' })
          .whereNotNull('approved_at')
          .whereNull('revoked_at')
          .whereNull('taken_at')
          .update({ taken_at: at })
    },
  }
}

/**
 * The listed plugins that may be touched at all: those nobody approved are left out, and whoever needs them. Throws
 * UnapprovedFault instead unless `leavesOut`. What is switched off or not installed runs nothing and is not asked about.
 */
export async function admitted(
  release: Release,
  db: Knex,
  {
    listed,
    known,
    leavesOut,
  }: {
    readonly listed: readonly Plugin[]
    readonly known: ReadonlyMap<string, KnownPlugin> | null
    readonly leavesOut: boolean
  },
): Promise<{ readonly listed: readonly Plugin[]; readonly leftOut: readonly Unapproved[] }> {
  const runs = listed.filter(({ id }) => (known?.get(id)?.state ?? 'disabled') !== 'disabled')
  const leftOut = await release.unapproved(db, runs)
  if (leftOut.length > 0 && !leavesOut) throw new UnapprovedFault(leftOut)
  return { listed: without(listed, new Set(leftOut.map(({ id }) => id))), leftOut }
}

function without(listed: readonly Plugin[], out: ReadonlySet<string>): readonly Plugin[] {
  const left = listed.filter(({ id, needs = [] }) => !out.has(id) && !needs.some((need) => out.has(need)))
  if (left.length === listed.length) return listed
  return without(left, new Set([...listed.filter((one) => !left.includes(one)).map(({ id }) => id)]))
}

/** The sum of a plugin's package as it lies on the disk at this moment. */
export const sumOf = (plugin: Pick<Plugin, 'from'>): Promise<string> => packageSum(packageOf(plugin).folder)

export const keyOf = (plugin: string, checksum: string): string => `${plugin} ${checksum}`

const withoutCore = (plugins: readonly Plugin[]) => plugins.filter(({ id }) => id !== 'core')
