import type { Migration } from '../plugin/migrations.js'
import { jobRunTable } from './0320-job-run.js'
import { viewTable } from './0321-view.js'
import { viewDefaultTable } from './0322-view-default.js'
import { bulkRunTable } from './0323-bulk-run.js'
import { bulkRowTable } from './0324-bulk-row.js'

/** Tables of long work and of what operators keep of lists. */
export const listMigrations: readonly Migration[] = [
  jobRunTable,
  viewTable,
  viewDefaultTable,
  bulkRunTable,
  bulkRowTable,
]
