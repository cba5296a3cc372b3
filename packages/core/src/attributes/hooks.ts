import { Type } from '@sinclair/typebox'
import { announcement } from '../plugin/hooks.js'

const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })

/** Values of a set have a new order, and records keep them under old keys still. Said again until none does. */
export const keysBehind = announcement('core.attribute-keys-behind', Type.Object({ typeId: id }), { internal: true })

/**
 * A value is called something else, so records that have it are found by other words; those up to `after` are by now. Said
 * again until all are.
 */
export const wordsChanged = announcement(
  'core.attribute-words-changed',
  Type.Object({ typeId: id, itemId: id, after: Type.Integer({ minimum: 0, maximum: 2 ** 53 - 1 }) }),
  { internal: true },
)
