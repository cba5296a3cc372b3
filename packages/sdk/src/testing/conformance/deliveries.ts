import type { TestHost } from '../host.js'
import { watchTables } from './state.js'
import type { Watch } from './watched.js'

/**
 * Announcements come at least once: each one that reached a listener is handed to it again, which must change nothing. A
 * listener nobody reached is a fault too, since nothing of it was seen.
 */
export async function deliveryFaults(host: TestHost, { plugin, deliveries, shaped, faults }: Watch): Promise<string[]> {
  const again: string[] = []
  const changedTables = await watchTables(host.host.kernel.db)
  for (const { listener, payload } of uniqueOf(deliveries)) {
    try {
      const made = await listener.ready?.(await host.ctx({ origin: 'listener' }), payload as never)
      await host.run(async (ctx) => listener.run(ctx, payload as never, made as never), { origin: 'listener' })
    } catch (error) {
      again.push(
        `listener ${listener.name} failed when ${listener.hookId} was delivered a second time: ${String(error)}`,
      )
      await changedTables()
      continue
    }
    const changed = await changedTables()
    if (changed.length > 0)
      again.push(
        `listener ${listener.name} changed ${changed.join(', ')} when ${listener.hookId} was delivered a second time: ask first whether it is done already`,
      )
  }

  const reached = new Set([...deliveries.map(({ listener }) => listener.name), ...shaped])
  const silent = (plugin.listeners ?? [])
    .filter(({ hookKind, name }) => (hookKind === 'announcement' || hookKind === 'shaping') && !reached.has(name))
    .map(
      ({ hookId, name }) =>
        `nothing reached listener ${name} at ${hookId}: let the example bring it about, or conformance(plugin, { story })`,
    )

  return [...faults, ...again, ...silent]
}

function uniqueOf(deliveries: Watch['deliveries']): Watch['deliveries'] {
  return [...new Map(deliveries.map((one) => [`${one.listener.name} ${JSON.stringify(one.payload)}`, one])).values()]
}
