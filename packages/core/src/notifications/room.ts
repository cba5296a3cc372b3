import { every } from '../plugin/schedules.js'
import { personalTopic } from '../plugin/topics.js'
import type { Room } from '../rooms.js'
import { sweepTouched } from '../live/touched.js'
import { sweepNotifications } from './read-notifications.js'
import { notifications } from './routes.js'

/** What operators are told of, at the bell and by e-mail. */
export const notificationsRoom: Room = {
  routes: { '/notifications': notifications },
  topics: [personalTopic('core.notifications')],
  schedules: [
    every('hour', 'sweep-touched', sweepTouched),
    every('day at 03:20', 'sweep-notifications', sweepNotifications),
  ],
}
