import { Type } from '@sinclair/typebox'
import { announcement } from '../plugin/hooks.js'

const id = Type.Integer({ minimum: 1 })

/**
 * An operator was sent home; his open records are his heir's now (null: he had none). Not sent when he is let in again.
 * A plugin that names operators elsewhere than in its entities' owner columns hands those over here.
 */
export const operatorDeactivated = announcement(
  'core.operator-deactivated',
  Type.Object({ operatorId: id, handedOverTo: Type.Union([id, Type.Null()]) }),
  { label: 'core.announced.operator-deactivated' },
)
