import { Type } from '@sinclair/typebox'
import type { Change, Entity } from '../plugin/entity.js'
import { announcement, check } from '../plugin/hooks.js'

/**
 * A record of a described entity is about to be written, its fields and its entity's own rules already judged and sound.
 * Refusals with `fields` are shown beside them. Not asked when a record is removed.
 */
export const recordSavable = check<{ entity: Entity; change: Change }>('core.record-savable')

/**
 * A record of a described entity was created or changed; `changed` names the fields (`ownerId`, `attributes.size`). Not
 * sent when a save changed nothing, nor when a record is removed.
 */
export const recordSaved = announcement(
  'core.record-saved',
  Type.Object({
    entity: Type.String({ maxLength: 60 }),
    id: Type.Integer({ minimum: 1 }),
    version: Type.Integer({ minimum: 1 }),
    changed: Type.Array(Type.String({ maxLength: 120 }), { maxItems: 2500 }),
  }),
  { label: 'core.announced.record-saved' },
)
