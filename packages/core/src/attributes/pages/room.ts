import { on } from '../../plugin/hooks.js'
import { every } from '../../plugin/schedules.js'
import { keysBehind, wordsChanged } from '../hooks.js'
import { mergeJob } from '../merge-items.js'
import { attributeReversal } from '../reverse-type.js'
import { reindexItem } from '../reindex-item.js'
import { rewriteMore, settleOrder } from '../rewrite-keys.js'
import { may } from '../../permissions.js'
import type { Room } from '../../rooms.js'
import { attributeFieldsRoutes } from './field-routes.js'
import { attributeTypesRoutes } from './routes.js'

/** The administration of attributes. */
export const attributesRoom: Room = {
  hooks: [keysBehind, wordsChanged],
  listeners: [
    on(keysBehind, 'rewrite-attribute-keys', rewriteMore),
    on(wordsChanged, 'reindex-attribute-item', reindexItem),
  ],
  jobs: [mergeJob],
  reversals: [attributeReversal],
  schedules: [every('15 minutes', 'settle-attribute-order', settleOrder)],
  routes: { '/attribute-types': attributeTypesRoutes, '/attribute-fields': attributeFieldsRoutes },
  menu: [
    {
      group: 'admin',
      label: 'core.attribute-types',
      href: '/attribute-types',
      rank: 20,
      icon: 'list-details',
      permission: may.manageAttributes,
    },
  ],
}
