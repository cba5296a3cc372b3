import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { jobRoutes } from './job-routes.js'
import { jobOver } from './notifications.js'
import { sweepJobs } from './sweep-jobs.js'

/** Long work that an operator begins and may leave. */
export const jobsRoom: Room = {
  routes: { '/jobs': jobRoutes },
  notifications: [jobOver],
  schedules: [every('day at 03:20', 'sweep-jobs', sweepJobs)],
}
