import { createHash } from 'node:crypto'

/**
 * A number for an entity, the same in every instance and process: the first 32 bits of its id's SHA-256. Every hit of the
 * search bears it, where the id itself would be most of the row. The start refuses two entities of one number.
 */
export function kindOf(entityId: string): number {
  const known = kinds.get(entityId)
  if (known !== undefined) return known
  const kind = createHash('sha256').update(entityId).digest().readUInt32BE()
  kinds.set(entityId, kind)
  return kind
}

const kinds = new Map<string, number>()
