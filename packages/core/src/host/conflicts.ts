import type { Plugin } from '../plugin/define-plugin.js'
import { orderPlugins, reachOf } from './order-plugins.js'

export interface Meeting {
  /** Id of a hook or a slot. */
  readonly at: string
  /** `check`, `shaping`, `gathering`, `announcement`, or `slot`. */
  readonly kind: string
  /** In the order in which they are asked or stand: `plugin:name`. */
  readonly who: readonly string[]
}

export interface SharedField {
  readonly hook: string
  readonly field: string
  /** Those that write it, in order: the last one decides. */
  readonly who: readonly string[]
  readonly decides: string
  /** Why it comes last: it needs the one before, or the list of the configuration says so. */
  readonly rule: { readonly last: string; readonly before: string; readonly why: 'needs' | 'listed' }
}

export interface ConflictReport {
  readonly meetings: readonly Meeting[]
  readonly fields: readonly SharedField[]
}

/**
 * Where plugins meet: per hook the listeners in the order in which they run, per slot the fills, and every field that two
 * of them write at one hook, with the rule that decides. `listed` as configured; reads declarations and runs nothing.
 */
export function conflictsOf(listed: readonly Plugin[]): ConflictReport {
  const plugins = orderPlugins(listed, () => {})
  const listeners = plugins.flatMap(({ id, listeners = [] }) => listeners.map((part) => ({ plugin: id, part })))
  const fills = plugins.flatMap(({ id, fills = [] }) => fills.map((part) => ({ plugin: id, part })))
  const hooks = byKey(listeners, ({ part }) => part.hookId)
  const slots = byKey(fills, ({ part }) => part.slotId)
  const fields = byKey(
    listeners.flatMap(({ plugin, part }) => part.writes.map((field) => ({ plugin, part, field }))),
    ({ part, field }) => `${part.hookId} ${field}`,
  )

  return {
    meetings: [
      ...hooks.map(([at, all]) => ({ at, kind: all[0]?.part.hookKind ?? '', who: all.map(named) })),
      ...slots.map(([at, all]) => ({ at, kind: 'slot', who: all.map(named) })),
    ],
    fields: fields.flatMap(([, all]) => {
      const [before, last] = all.slice(-2)
      if (!before || !last || new Set(all.map(({ plugin }) => plugin)).size < 2) return []
      const why = needs(plugins, last.plugin, before.plugin) ? 'needs' : 'listed'
      const rule = { last: last.plugin, before: before.plugin, why } as const
      return [{ hook: last.part.hookId, field: last.field, who: all.map(named), decides: named(last), rule }]
    }),
  }
}

/** What of a report has to do with one plugin: the places where it stands, alone or with others. */
export function concerning({ meetings, fields }: ConflictReport, plugin: string): ConflictReport {
  const among = ({ who }: { readonly who: readonly string[] }) => who.some((name) => name.startsWith(`${plugin}:`))
  return { meetings: meetings.filter(among), fields: fields.filter(among) }
}

function needs(plugins: readonly Plugin[], later: string, earlier: string): boolean {
  const plugin = plugins.find(({ id }) => id === later)
  return plugin !== undefined && earlier !== later && reachOf(plugin, plugins).has(earlier)
}

const named = ({ plugin, part }: { readonly plugin: string; readonly part: { readonly name: string } }): string =>
  `${plugin}:${part.name}`

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}
