import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { sweepDrafts } from './drop-drafts.js'
import { drafts } from './routes.js'

/** What operators typed into forms and did not save yet. */
export const draftsRoom: Room = {
  routes: { '/drafts': drafts },
  schedules: [every('day at 03:25', 'sweep-drafts', sweepDrafts)],
}
