import type { Registry } from '../ctx.js'
import type { Plugin } from '../plugin/define-plugin.js'
import type { Entity } from '../plugin/entity.js'
import type { Errand } from '../plugin/errands.js'
import type { Hook, Listener } from '../plugin/hooks.js'
import type { Job } from '../plugin/jobs.js'
import type { Permission } from '../plugin/permissions.js'
import type { Schedule } from '../plugin/schedules.js'
import type { Fill, Slot } from '../plugin/slots.js'

/** A part of a plugin and whose it is. */
export interface Owned<T> {
  readonly plugin: string
  readonly part: T
}

/** The registry with what only the host needs of it. */
export interface FullRegistry extends Registry {
  readonly hooks: ReadonlyMap<string, Pick<Hook, 'kind' | 'id' | 'formerly'>>
  readonly slots: ReadonlyMap<string, Pick<Slot<unknown>, 'id' | 'shape'>>
  readonly errands: ReadonlyMap<string, Owned<Errand>>
  readonly schedules: readonly Owned<Schedule>[]
  /** Listeners of a hook in plugin order, then in the order of the plugin's list. */
  listenersOf(hookId: string): readonly Owned<Listener>[]
  /** A listener by the name under which the outbox keeps it. */
  listener(plugin: string, name: string): Owned<Listener> | undefined
  fillsOf(slotId: string): readonly Owned<Fill>[]
}

/** Everything the plugins bring, by id, frozen. `plugins` stand in plugin order and were checked. */
export function registryOf(plugins: readonly Plugin[]): FullRegistry {
  const owned = <T>(parts: (plugin: Plugin) => readonly T[] | undefined): Owned<T>[] =>
    plugins.flatMap((plugin) => (parts(plugin) ?? []).map((part) => ({ plugin: plugin.id, part })))
  const byId = <T extends { readonly id: string }>(parts: readonly Owned<T>[]) =>
    new Map(parts.map(({ part }) => [part.id, part]))

  const entities = byId<Entity>(owned((plugin) => plugin.entities))
  const permissions = byId<Permission>(owned((plugin) => Object.values(plugin.permissions)))
  const hooks = byId(owned((plugin) => plugin.hooks))
  const slots = byId(owned((plugin) => plugin.slots))
  const listeners = grouped(
    owned((plugin) => plugin.listeners),
    ({ part }) => currentId(hooks, part.hookId),
  )
  const fills = grouped(
    owned((plugin) => plugin.fills),
    ({ part }) => part.slotId,
  )
  const named = new Map([...listeners.values()].flat().map((one) => [`${one.plugin}:${one.part.name}`, one]))
  const byPlugin = new Map(plugins.map((plugin) => [plugin.id, plugin]))

  return Object.freeze({
    plugins: Object.freeze([...plugins]),
    permissions: Object.freeze([...permissions.values()]),
    hooks,
    slots,
    jobs: byId<Job>(owned((plugin) => plugin.jobs)),
    errands: new Map(owned((plugin) => plugin.errands).map((one) => [one.part.id, one])),
    schedules: owned((plugin) => plugin.schedules),
    plugin: (id: string) => byPlugin.get(id),
    entity: (id: string) => entities.get(id),
    permission: (id: string) => permissions.get(id),
    listenersOf: (hookId: string) => listeners.get(hookId) ?? [],
    listener: (plugin: string, name: string) => named.get(`${plugin}:${name}`),
    fillsOf: (slotId: string) => fills.get(slotId) ?? [],
  })
}

/** A listener that still says a hook's old id stands at its new one. */
function currentId(hooks: FullRegistry['hooks'], id: string): string {
  if (hooks.has(id)) return id
  return [...hooks.values()].find(({ formerly }) => formerly.includes(id))?.id ?? id
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
