import type { Migration } from '../plugin/migrations.js'
import { outbox } from './0050-outbox.js'
import { errandTable } from './0051-errand.js'
import { scheduleRun } from './0052-schedule-run.js'
import { idempotency } from './0053-idempotency.js'

/** What is done after commit, and what was answered before. */
export const laterMigrations: readonly Migration[] = [outbox, errandTable, scheduleRun, idempotency]
