import type { Plugin } from '../plugin/define-plugin.js'
import { reachOf } from './order-plugins.js'

/** Listeners stand at hooks, and fills in slots, that somebody declares whom their plugin needs. */
export function checkHooks(plugins: readonly Plugin[], fault: (text: string) => void): void {
  const hooks = new Map(
    plugins.flatMap(({ id, hooks: own = [] }) =>
      own.flatMap((hook) => [hook.id, ...hook.formerly].map((name) => [name, { owner: id, kind: hook.kind }] as const)),
    ),
  )
  const slots = new Map(plugins.flatMap(({ id, slots: own = [] }) => own.map((slot) => [slot.id, id] as const)))

  for (const plugin of plugins) {
    const reach = reachOf(plugin, plugins)
    for (const { hookId, hookKind, name } of plugin.listeners ?? []) {
      const hook = hooks.get(hookId)
      const where = `plugin ${plugin.id}: the listener ${name} stands at ${hookId}`
      if (!hook) fault(`${where}, a hook nobody declares`)
      else if (hook.kind !== hookKind) fault(`${where}, which is no ${hookKind} but a ${hook.kind}`)
      else if (!reach.has(hook.owner)) fault(`${where}, but the plugin does not need ${hook.owner}`)
    }
    for (const { slotId, name } of plugin.fills ?? []) {
      const owner = slots.get(slotId)
      if (owner === undefined)
        fault(`plugin ${plugin.id}: the fill ${name} goes into ${slotId}, a slot nobody declares`)
      else if (!reach.has(owner))
        fault(`plugin ${plugin.id}: the fill ${name} goes into ${slotId}, but the plugin does not need ${owner}`)
    }
  }
}
