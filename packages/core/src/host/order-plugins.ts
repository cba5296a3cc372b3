import type { Plugin } from '../plugin/define-plugin.js'

/**
 * Plugins in the order in which everything of them happens: after those they need, ties as listed. Missing needs and
 * circles are told through `fault` and cut, so that other faults can be found in the same start.
 */
export function orderPlugins(plugins: readonly Plugin[], fault: (text: string) => void): Plugin[] {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]))
  const ordered: Plugin[] = []
  const state = new Map<string, 'open' | 'placed'>()

  const place = (plugin: Plugin, path: readonly string[]): void => {
    if (state.get(plugin.id) === 'placed') return
    if (state.get(plugin.id) === 'open') {
      const circle = [...path.slice(path.indexOf(plugin.id)), plugin.id]
      fault(`plugin ${plugin.id}: needs itself in a circle (${circle.join(' → ')})`)
      return
    }
    state.set(plugin.id, 'open')
    for (const id of plugin.needs ?? []) {
      const needed = byId.get(id)
      if (needed) place(needed, [...path, plugin.id])
      else fault(`plugin ${plugin.id}: needs ${id}, which is not among the plugins`)
    }
    state.set(plugin.id, 'placed')
    ordered.push(plugin)
  }

  // Core comes first whatever the list says: everybody stands on it without naming it.
  const first = plugins.filter((plugin) => plugin.id === 'core')
  for (const plugin of [...first, ...plugins]) if (byId.get(plugin.id) === plugin) place(plugin, [])

  return ordered
}

/** Ids of the plugins that one needs, directly or through others; core is always among them, and itself. */
export function reachOf(plugin: Plugin, plugins: readonly Plugin[]): ReadonlySet<string> {
  const byId = new Map(plugins.map((one) => [one.id, one]))
  const reached = new Set<string>(['core'])

  const walk = (id: string): void => {
    if (reached.has(id) && id !== 'core') return
    reached.add(id)
    for (const needed of byId.get(id)?.needs ?? []) walk(needed)
  }
  walk(plugin.id)

  return reached
}
