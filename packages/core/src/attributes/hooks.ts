import { Type } from '@sinclair/typebox'
import { announcement } from '../plugin/hooks.js'

/** Nothing yet is 0. */
const place = Type.Integer({ minimum: 0, maximum: 2 ** 53 - 1 })
const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })

/** Values of a set have a new order, and records keep them under old keys still. Said again until none does. */
export const keysBehind = announcement('core.attribute-keys-behind', Type.Object({ typeId: id }), { internal: true })

/**
 * A value (all of the attribute's when `itemId` is 0) is called something else, so records are found by other words;
 * those up to `after` are by now. Said again until all are.
 */
export const wordsChanged = announcement(
  'core.attribute-words-changed',
  Type.Object({ typeId: id, itemId: place, after: place }),
  { internal: true },
)
