import type { Migration } from '../plugin/migrations.js'
import { touchedTable } from './0360-touched.js'
import { notificationTable } from './0361-notification.js'
import { noticeWishTable } from './0362-notice-wish.js'
import { noticeTable } from './0363-notice.js'

/** What operators are told of at once and later. */
export const eventsMigrations: readonly Migration[] = [touchedTable, notificationTable, noticeWishTable, noticeTable]
