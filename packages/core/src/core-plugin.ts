import { attributesRoom } from './attributes/pages/room.js'
import { calendarRoom } from './calendar/room.js'
import { casesRoom } from './cases/room.js'
import { seedEventTypes } from './cases/services/seed-event-types.js'
import { contractorsRoom } from './contractors/room.js'
import { draftsRoom } from './drafts/room.js'
import { auditGuards } from './entity/audit.js'
import { recordSavable, recordSaved } from './entity/hooks.js'
import { loadExampleFirm } from './example-firm/load-example-firm.js'
import { filesRoom } from './files/room.js'
import { healthRoom } from './health/room.js'
import { helpRoom } from './help/room.js'
import { historyRoom } from './history/room.js'
import { homeRoom } from './home/room.js'
import { lifeRoom } from './host/life/room.js'
import { jobsRoom } from './jobs/room.js'
import { laterRoom } from './later/room.js'
import { coreMigrations } from './migrations/index.js'
import { notificationsRoom } from './notifications/room.js'
import { offlineRoom } from './offline/room.js'
import { operatorsRoom } from './operators/room.js'
import { listsRoom } from './lists/room.js'
import { may } from './permissions.js'
import { definePlugin } from './plugin/define-plugin.js'
import { joinRooms } from './rooms.js'
import { coreSettings } from './settings/core-settings.js'
import { searchRoom } from './search/room.js'
import { settingsRoom } from './settings/room.js'
import { transferRoom } from './transfer/room.js'
import { uiRoom } from './ui/room.js'
import { webFormsRoom } from './web-forms/room.js'
import { webhooksRoom } from './webhooks/room.js'

const rooms = joinRooms([
  homeRoom,
  contractorsRoom,
  casesRoom,
  calendarRoom,
  filesRoom,
  attributesRoom,
  searchRoom,
  operatorsRoom,
  settingsRoom,
  notificationsRoom,
  historyRoom,
  laterRoom,
  draftsRoom,
  jobsRoom,
  healthRoom,
  listsRoom,
  transferRoom,
  lifeRoom,
  uiRoom,
  helpRoom,
  webhooksRoom,
  webFormsRoom,
  offlineRoom,
])

/** What every plugin stands on. It comes in by the same door as they do. */
export const corePlugin = definePlugin({
  id: 'core',
  title: 'core.title',
  from: import.meta.url,
  settings: coreSettings,
  permissions: may,
  migrations: coreMigrations,
  ...rooms,
  hooks: [recordSavable, recordSaved, ...(rooms.hooks ?? [])],
  guards: [...auditGuards, ...(rooms.guards ?? [])],
  seed: seedEventTypes,
  example: loadExampleFirm,
})
