import { join } from 'node:path'
import type { Actor, Origin, Registry } from '../../ctx.js'
import { forgetIndexes } from '../../db/describe-indexes.js'
import { whileMigrating } from '../../db/while-migrating.js'
import { writing } from '../../db/writing.js'
import { auditChange } from '../../entity/audit.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Host } from '../create-host.js'
import { createCtx } from '../create-ctx.js'
import { packageOf } from '../package-of.js'
import type { Release } from '../release/release.js'
import { StartFault } from '../start-fault.js'
import { writeArchive } from './archive.js'
import { bringIn } from './bring-in.js'
import { hold } from './hold.js'
import { type KnownPlugin, inForce, knownPlugins, notePlugin, type PluginState } from './plugin-states.js'
import { openArchive } from './read-archive.js'
import { type CountedTable, countRows } from './count-rows.js'
import { raiseAll } from './raise-all.js'
import { takeDown } from './take-down.js'

/** Who asked for a change of the set, and from where; null at the console. */
export interface AskedBy {
  readonly operator: Actor | null
  readonly origin: Origin
}

/** What the life of plugins is lived on: the running host, and how another takes its place. */
export interface Stage {
  readonly listed: readonly Plugin[]
  readonly release: Release
  current(): Host
  /** A host of these plugins beside the running one. Throws StartFault, and nothing has happened. */
  build(plugins: readonly Plugin[]): Promise<Host>
  /** Hands requests to `next`; resolves when the old one has answered all of its own but `spare`. */
  swap(next: Host, spare: number): Promise<void>
  /** Waits until other processes have noticed a change of the set. */
  settle(): Promise<void>
}

/** Changes of the set of plugins, one at a time. Each either happens whole or is taken back, and refuses with a reason. */
export interface Life {
  readonly listed: readonly Plugin[]
  /** Which code may work here. */
  readonly release: Release
  known(): Promise<ReadonlyMap<string, KnownPlugin>>
  install(id: string, by: AskedBy, restore?: string): Promise<void>
  enable(id: string, by: AskedBy): Promise<void>
  disable(id: string, by: AskedBy): Promise<void>
  /** What lies in its tables: what would go. */
  rows(id: string): Promise<readonly CountedTable[]>
  /** Answers with the path of the archive. */
  remove(id: string, by: AskedBy): Promise<string>
}

/** Later work of a plugin that is switched off waits until then: longer than anybody does. */
const NEVER = '9999-12-31T00:00:00.000Z'

export function lifeOn(stage: Stage): Life {
  const db = () => stage.current().kernel.db
  const now = () => stage.current().kernel.clock.now()
  const known = async () => (await knownPlugins(db())) ?? new Map<string, KnownPlugin>()
  const running = () => stage.current().registry.plugins

  const listed = (id: string): Plugin => {
    const found = stage.listed.find((plugin) => plugin.id === id)
    if (!found || id === 'core') throw new Refusal('core.plugin-unlisted', { params: { plugin: id } })
    return found
  }
  const expect = async (id: string, states: readonly (PluginState | null)[]): Promise<PluginState | null> => {
    const state = (await known()).get(id)?.state ?? null
    if (!states.includes(state))
      throw new Refusal('core.plugin-state', { params: { plugin: id, state: state ?? 'listed' } })
    return state
  }
  const needsThere = ({ id, needs = [] }: Plugin): void => {
    const missing = needs.filter((need) => !running().some((plugin) => plugin.id === need))
    if (missing.length > 0)
      throw new Refusal('core.plugin-needs', { params: { plugin: id, needs: missing.join(', ') } })
  }
  const notNeeded = (id: string): void => {
    const needing = running().filter((plugin) => plugin.needs?.includes(id))
    const plugins = needing.map((plugin) => plugin.id)
    if (plugins.length > 0)
      throw new Refusal('core.plugin-needed', {
        params: { plugin: id, plugins: plugins.join(', ') },
        extra: { plugins },
      })
  }
  const withPlugin = (plugin: Plugin): readonly Plugin[] =>
    inForce(stage.listed, null).filter((one) => one.id === plugin.id || running().some(({ id }) => id === one.id))
  /** The note of a change, in one transaction with what goes with it, seen by every process at its next request. */
  const settled = (
    host: Host,
    by: AskedBy,
    { plugin, state, action }: { plugin: Plugin; state: PluginState | null; action: string },
  ) =>
    writing(db(), async (trx) => {
      const ctx = createCtx(host.kernel, { db: trx, ...by, system: true })
      if (state)
        await notePlugin(trx, { id: plugin.id, version: packageOf(plugin).version, state, archive: null, at: now() })
      const due = { plugin: plugin.id, errands: (plugin.errands ?? []).map(({ id }) => id) }
      if (state === 'disabled') await hold(trx, due, { at: NEVER })
      if (state === 'installed') await hold(trx, due, { at: now(), held: NEVER })
      if (state === 'installed') await stage.release.take(trx, [plugin], now())
      await auditChange(ctx, { entity: 'core.plugin', record: null, label: plugin.id, action })
      await raiseAll(ctx)
    })

  const install: Life['install'] = async (id, by, restore) => {
    const plugin = listed(id)
    await expect(id, [null])
    await stage.release.demand(db(), plugin)
    needsThere(plugin)
    const archive = restore === undefined ? null : await openArchive(restore)
    try {
      if (archive && archive.manifest.plugin !== id)
        throw new Refusal('core.archive-of-other', { params: { plugin: archive.manifest.plugin } })
      const next = await built(stage, withPlugin(plugin))
      try {
        await whileMigrating(db(), async (own) => {
          const { version } = packageOf(plugin)
          await notePlugin(db(), { id, version, state: 'installing', archive: null, at: now() })
          await bringIn(next, plugin, { own, archive }).catch(async (error: unknown) => {
            await takeDown(db(), plugin, { own, at: now() })
            throw error
          })
        })
        await settled(next, by, {
          plugin,
          state: 'installed',
          action: restore === undefined ? 'installation' : 'restoration',
        })
      } catch (error) {
        await next.close()
        throw error instanceof Refusal ? error : failed(id, error)
      }
      forgetIndexes(db())
      void stage.swap(next, 0)
    } finally {
      await archive?.close()
    }
  }

  const enable: Life['enable'] = async (id, by) => {
    const plugin = listed(id)
    await expect(id, ['disabled'])
    await stage.release.demand(db(), plugin)
    needsThere(plugin)
    const next = await built(stage, withPlugin(plugin))
    try {
      await whileMigrating(db(), (own) => bringIn(next, plugin, { own, archive: null }))
      await settled(next, by, { plugin, state: 'installed', action: 'enabling' })
    } catch (error) {
      await next.close()
      throw error instanceof Refusal ? error : failed(id, error)
    }
    forgetIndexes(db())
    void stage.swap(next, 0)
  }

  const disable = async (id: string, by: AskedBy): Promise<{ drained: Promise<void> }> => {
    const plugin = listed(id)
    await expect(id, ['installed'])
    notNeeded(id)
    const next = await built(
      stage,
      running().filter((one) => one.id !== id),
    )
    await settled(next, by, { plugin, state: 'disabled', action: 'disabling' })
    return { drained: stage.swap(next, by.origin === 'page' || by.origin === 'api' ? 1 : 0) }
  }

  const remove: Life['remove'] = async (id, by) => {
    const plugin = listed(id)
    const state = await expect(id, ['installed', 'disabled'])
    await stage.release.demand(db(), plugin)
    notNeeded(id)
    if (state === 'installed') {
      const { drained } = await disable(id, by)
      await drained
      await stage.settle()
    }
    const { kernel } = stage.current()
    const archive = await writeArchive(db(), plugin, { folder: join(kernel.config.dataFolder, 'archive'), at: now() })
    await whileMigrating(db(), async (own) => {
      await notePlugin(db(), { id, version: packageOf(plugin).version, state: 'removing', archive, at: now() })
      await takeDown(db(), plugin, { own, at: now() })
    })
    forgetIndexes(db())
    await settled(stage.current(), by, { plugin, state: null, action: 'plugin-removal' })
    return archive
  }

  const oneAtATime = alone()
  return {
    listed: stage.listed,
    release: stage.release,
    known,
    rows: async (id) => countRows(db(), listed(id)),
    install: (...given) => oneAtATime(() => install(...given)),
    enable: (...given) => oneAtATime(() => enable(...given)),
    disable: (...given) => oneAtATime(async () => void (await disable(...given))),
    remove: (...given) => oneAtATime(() => remove(...given)),
  }
}

const lives = new WeakMap<Registry, Life>()

/** The life that a host's set of plugins is part of; null for a host that stands alone, as in most tests. */
export const lifeOf = ({ registry }: { readonly registry: Registry }): Life | null => lives.get(registry) ?? null

export function bindLife({ registry }: Host, life: Life): void {
  lives.set(registry, life)
}

async function built(stage: Stage, plugins: readonly Plugin[]): Promise<Host> {
  try {
    return await stage.build(plugins)
  } catch (error) {
    if (!(error instanceof StartFault)) throw error
    throw new Refusal('core.plugin-faults', {
      params: { faults: error.faults.join('; ') },
      extra: { faults: error.faults },
    })
  }
}

function failed(id: string, error: unknown): Refusal {
  const faults = [error instanceof Error ? error.message : String(error)]
  return new Refusal('core.plugin-faults', { params: { faults: `${id}: ${faults.join('; ')}` }, extra: { faults } })
}

function alone() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work)
    last = mine.catch(() => {})
    return mine
  }
}
