import { may } from '../permissions.js'
import type { Room } from '../rooms.js'
import { completenessRoutes } from './completeness/routes.js'
import { dayOff } from './day-off.js'
import { calendarRoutes } from './page/routes.js'
import { dayOffList, daysOff, workingHoursList, workingHoursRoutes } from './pages.js'
import { freeSlotsRoutes } from './free-slots-routes.js'
import { busyTimes } from './hooks.js'
import { workingDaysRoutes } from './working-days-routes.js'
import { workingHours } from './working-hours.js'

/** When the firm and its people work. */
export const calendarRoom: Room = {
  entities: [dayOff, workingHours],
  lists: [dayOffList, workingHoursList],
  hooks: [busyTimes],
  routes: {
    '/calendar': calendarRoutes,
    '/completeness': completenessRoutes,
    '/free-slots': freeSlotsRoutes,
    '/days-off': daysOff,
    '/working-hours': workingHoursRoutes,
    '/working-days': workingDaysRoutes,
  },
  menu: [
    {
      group: 'work',
      label: 'core.calendar',
      href: '/calendar',
      icon: 'calendar',
      permission: may.readEvents,
      key: 'c',
    },
    {
      group: 'work',
      label: 'core.completeness',
      href: '/completeness',
      icon: 'clipboard-check',
      permission: may.readEvents,
    },
    {
      group: 'admin',
      label: 'core.days-off',
      href: '/days-off',
      rank: 25,
      icon: 'calendar-event',
      permission: may.manageSettings,
    },
    {
      group: 'admin',
      label: 'core.own-hours',
      href: '/working-hours',
      rank: 24,
      icon: 'clock',
      permission: may.manageOperators,
    },
  ],
}
