import type { Migration } from '../plugin/migrations.js'
import { dayOffTable } from './0450-day-off.js'
import { workingHoursTable } from './0451-working-hours.js'
import { calendarFeedTable } from './0452-calendar-feed.js'
import { caseQuiet, contractorQuiet, quietFilled } from './0453-quiet-since.js'
import { eventSeriesTable } from './0456-event-series.js'
import { eventInSeries } from './0457-event-in-series.js'

/** When the firm and its people work. */
export const calendarMigrations: readonly Migration[] = [
  dayOffTable,
  workingHoursTable,
  calendarFeedTable,
  contractorQuiet,
  caseQuiet,
  quietFilled,
  eventSeriesTable,
  eventInSeries,
]
