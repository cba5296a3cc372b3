import type { Migration } from '../plugin/migrations.js'
import { touchedTable } from './0360-touched.js'
import { notificationTable } from './0361-notification.js'

/** What operators are told of at once and later. */
export const eventsMigrations: readonly Migration[] = [touchedTable, notificationTable]
