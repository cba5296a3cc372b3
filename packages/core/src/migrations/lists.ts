import type { Migration } from '../plugin/migrations.js'
import { jobRunTable } from './0320-job-run.js'

/** Tables of long work and of what operators keep of lists. */
export const listMigrations: readonly Migration[] = [jobRunTable]
