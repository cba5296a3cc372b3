import type { Migration } from '../plugin/migrations.js'
import { offlineArrivalTable } from './0495-offline-arrival.js'

/** What was noted without a connection. */
export const offlineMigrations: readonly Migration[] = [offlineArrivalTable]
