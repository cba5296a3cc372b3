import { may } from '../../permissions.js'
import type { Room } from '../../rooms.js'
import { attributeTypesRoutes } from './routes.js'

/** The administration of attributes. */
export const attributesRoom: Room = {
  routes: { '/attribute-types': attributeTypesRoutes },
  menu: [
    {
      group: 'admin',
      label: 'core.attribute-types',
      href: '/attribute-types',
      icon: 'list-details',
      permission: may.manageAttributes,
    },
  ],
}
