import { may } from '../permissions.js'
import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { webFormList } from './face.js'
import { webForms } from './routes.js'
import { sweepArrivals } from './sweep-arrivals.js'
import { webFormFull } from './visitors/take-inquiry.js'
import { visitorRoutes } from './visitors/visitor-routes.js'
import { webForm } from './web-form.js'

/** Forms on the firm's own web pages: what a visitor sends becomes an event of a contractor. */
export const webFormsRoom: Room = {
  entities: [webForm],
  lists: [webFormList],
  notifications: [webFormFull],
  schedules: [every('day at 03:35', 'sweep-web-forms', sweepArrivals)],
  routes: { '/web-forms': webForms, '/forms': visitorRoutes },
  menu: [
    {
      group: 'admin',
      label: 'core.web-forms',
      href: '/web-forms',
      rank: 62,
      icon: 'forms',
      permission: may.manageWebForms,
    },
  ],
}
