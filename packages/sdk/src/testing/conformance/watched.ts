import type { Ctx, Listener, Plugin } from '@berberis/core'

/** What a plugin's listeners did while they were watched. */
export interface Watch {
  /** The plugin itself, its listeners wrapped. */
  readonly plugin: Plugin
  /** Announcements as they reached a listener. */
  readonly deliveries: Delivery[]
  /** Names of shaping listeners that were asked. */
  readonly shaped: Set<string>
  /** Fields shaping listeners changed without saying so, and deliveries that failed. */
  readonly faults: string[]
}

export interface Delivery {
  readonly listener: Listener
  readonly payload: unknown
}

/** Looks over the shoulder of a plugin's listeners; what they answer and throw stays as it is. */
export function watched(plugin: Plugin): Watch {
  const watch = { deliveries: [] as Delivery[], shaped: new Set<string>(), faults: [] as string[] }
  const listeners = (plugin.listeners ?? []).map((listener) => {
    if (listener.hookKind === 'announcement') return deliveriesOf(listener, watch)
    return listener.hookKind === 'shaping' ? shapingOf(listener, watch) : listener
  })
  return { ...watch, plugin: { ...plugin, listeners } }
}

type Notes = Omit<Watch, 'plugin'>

function deliveriesOf(listener: Listener, { deliveries, faults }: Notes): Listener {
  return {
    ...listener,
    async run(ctx: Ctx, ...given: never[]) {
      deliveries.push({ listener, payload: given[0] })
      try {
        return await listener.run(ctx, ...given)
      } catch (error) {
        faults.push(
          `listener ${listener.name} failed at ${listener.hookId} with ${JSON.stringify(given[0])}: ${String(error)}`,
        )
        throw error
      }
    },
  }
}

function shapingOf(listener: Listener, { shaped, faults }: Notes): Listener {
  return {
    ...listener,
    async run(ctx: Ctx, ...given: never[]) {
      shaped.add(listener.name)
      const before = plain(given[0])
      const answer = await listener.run(ctx, ...given)
      const undeclared = [...fieldsBetween(before, plain(answer))].filter((name) => !listener.writes.includes(name))
      for (const name of undeclared)
        faults.push(
          `listener ${listener.name} changed ${name} at ${listener.hookId} and does not declare it: on(…, { writes: ['${name}'] })`,
        )
      return answer
    },
  }
}

/** As it was at that moment: a listener may change the very thing it was handed. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
}

/** Names of fields that differ; in lists those of any item, by its place. A bare value that differs is called `value`. */
function fieldsBetween(before: unknown, after: unknown): Set<string> {
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    return new Set(Array.from({ length }, (_, at) => [...fieldsBetween(before[at] ?? {}, after[at] ?? {})]).flat())
  }
  if (!isObject(before) || !isObject(after))
    return new Set(JSON.stringify(before) === JSON.stringify(after) ? [] : ['value'])
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return new Set(names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
