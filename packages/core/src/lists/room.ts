import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { bulkJob } from './bulk/bulk-job.js'
import { bulkRoutes } from './bulk/bulk-routes.js'
import { sweepBulkRuns } from './bulk/sweep-bulk-runs.js'
import { cells } from './cells/routes.js'
import { listFilters } from './list-filters.js'
import { viewRoutes } from './views/view-routes.js'

/** What operators do with lists: views they keep, changes of many records at once. */
export const listsRoom: Room = {
  hooks: [listFilters],
  routes: { '/views': viewRoutes, '/bulk-runs': bulkRoutes, '/cells': cells },
  jobs: [bulkJob],
  schedules: [every('day at 03:25', 'sweep-bulk-runs', sweepBulkRuns)],
}
