import { mailSettled } from '../mail/hooks.js'
import { sendMailErrand } from '../mail/send-mail.js'
import { may } from '../permissions.js'
import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { errands } from './errand-routes.js'
import { sweepDone, sweepKeys } from './sweep.js'

/** What happens after commit: announcements, errands, schedules, mail. */
export const laterRoom: Room = {
  routes: { '/errands': errands },
  hooks: [mailSettled],
  errands: [sendMailErrand],
  schedules: [every('hour', 'sweep-keys', sweepKeys), every('day at 03:10', 'sweep-done', sweepDone)],
  menu: [
    {
      group: 'admin',
      label: 'core.errands',
      href: '/errands',
      rank: 71,
      icon: 'mail-forward',
      permission: may.readLogs,
    },
  ],
}
