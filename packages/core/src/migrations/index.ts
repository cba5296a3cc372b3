import type { Migration } from '../plugin/migrations.js'
import { attributeMigrations } from './attributes.js'
import { calendarMigrations } from './calendar.js'
import { contractorMigrations } from './contractors.js'
import { dataMigrations } from './data.js'
import { eventsMigrations } from './events.js'
import { exportMigrations } from './exports.js'
import { historyMigrations } from './history.js'
import { laterMigrations } from './later.js'
import { lifeMigrations } from './life.js'
import { listMigrations } from './lists.js'
import { offlineMigrations } from './offline.js'
import { peopleMigrations } from './people.js'
import { policyMigrations } from './policy.js'
import { releaseMigrations } from './release.js'
import { securityMigrations } from './security.js'
import { storyMigrations } from './story.js'
import { transferMigrations } from './transfer.js'
import { webFormMigrations } from './web-forms.js'
import { webhookMigrations } from './webhooks.js'
import { workMigrations } from './work.js'

/** The core's own migrations, in the order of their numbers. */
export const coreMigrations: readonly Migration[] = [
  ...dataMigrations,
  ...laterMigrations,
  ...peopleMigrations,
  ...workMigrations,
  ...historyMigrations,
  ...listMigrations,
  ...transferMigrations,
  ...eventsMigrations,
  ...attributeMigrations,
  ...contractorMigrations,
  ...lifeMigrations,
  ...policyMigrations,
  ...securityMigrations,
  ...calendarMigrations,
  ...webhookMigrations,
  ...storyMigrations,
  ...offlineMigrations,
  ...webFormMigrations,
  ...releaseMigrations,
  ...exportMigrations,
]
