import type { EventTypeSeed } from '@berberis/sdk'
import type { Flat } from './model.js'

/** The kind of event this plugin plans. Its label is the key `event-type.tenancy-talk`. */
export const talkType: EventTypeSeed = {
  key: 'tenancy-talk',
  icon: 'message',
  hue: 'teal',
  defaultMinutes: 30,
  deadline: { workingDays: 5 },
}

/** What an event says about where it came from: the flat and the lease, so that the next lease gets a talk of its own. */
export function sourceOf({ id, leaseEndsOn }: Pick<Flat, 'id' | 'leaseEndsOn'>): string {
  return `tenancy.flat:${id}:${leaseEndsOn}`
}

/** The flat an event came from, or null when it came from elsewhere. */
export function flatIdOf(source: string | null): number | null {
  const found = /^tenancy\.flat:(\d+):/.exec(source ?? '')?.[1]
  return found === undefined ? null : Number(found)
}
