import type { Knex } from 'knex'
import { whileMigrating } from '../../db/while-migrating.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { type KnownPlugin, knownPlugins } from './plugin-states.js'
import { takeDown } from './take-down.js'

/** What a start found half done: an installation was taken back, a removal was brought to its end. */
export interface Recovered {
  readonly plugin: string
  readonly was: 'installing' | 'removing'
  readonly archive: string | null
  /** False: the plugin is not listed any more, so nobody knows how; it stays as it is and is not in force. */
  readonly done: boolean
}

/** Ends what a process left that died half way, before anything else happens. The lock says whether it really died. */
export async function recover(db: Knex, listed: readonly Plugin[], at: string): Promise<readonly Recovered[]> {
  if (!halfDone(await knownPlugins(db)).length) return []
  return whileMigrating(db, async (own) => {
    const recovered: Recovered[] = []
    for (const { id, state, archive } of halfDone(await knownPlugins(db))) {
      const plugin = listed.find((one) => one.id === id)
      if (plugin) await takeDown(db, plugin, { own, at })
      recovered.push({ plugin: id, was: state as Recovered['was'], archive, done: plugin !== undefined })
    }
    return recovered
  })
}

function halfDone(known: ReadonlyMap<string, KnownPlugin> | null): readonly KnownPlugin[] {
  return [...(known ?? new Map<string, KnownPlugin>()).values()].filter(({ state }) =>
    ['installing', 'removing'].includes(state),
  )
}
