import type { Actor } from '../ctx.js'

/**
 * As whom somebody works: his id, and while he stands in for somebody both ids. What a device keeps is bound to it, so that
 * nothing noted in one's own name is sent in that of the one who is away, nor by whoever signs in next.
 */
export function whoOf({ id, sitting }: Pick<Actor, 'id' | 'sitting'>): string {
  return sitting === null ? String(id) : `${sitting.id}-${id}`
}
