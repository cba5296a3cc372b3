import { may } from '../permissions.js'
import { look } from '../plugin/looks.js'
import { every } from '../plugin/schedules.js'
import { personalTopic } from '../plugin/topics.js'
import type { Room } from '../rooms.js'
import { caseImport, eventImport } from './case-imports.js'
import { caseList } from './case-list.js'
import { caseSums } from './case-sums.js'
import { caseEntity } from './case.js'
import { eventList } from './event-list.js'
import { systemEventTypes } from './event-type-seeds.js'
import { eventType } from './event-type.js'
import { event } from './event.js'
import {
  caseClosable,
  caseClosed,
  caseTabs,
  eventActions,
  eventChangeable,
  eventDone,
  eventSavable,
  eventSaved,
  eventTabs,
} from './hooks.js'
import { eventAssigned, noticeBefore, noticeOverdue, orderDone, seriesStopped } from './notifications.js'
import { eventSeries } from './repeat/event-series.js'
import { repeatEvents } from './repeat/make-ahead.js'
import { seriesRoutes } from './repeat/repetition-routes.js'
import { cases } from './routes/cases.js'
import { eventTypesRoutes } from './routes/event-types.js'
import { events } from './routes/events.js'
import { worklist } from './routes/worklist.js'
import { caseNumbers } from './series.js'
import { sendNotices } from './services/send-notices.js'
import { caseStory } from './story/story.js'

/** Cases and the events in them. */
export const casesRoom: Room = {
  entities: [caseEntity, event, eventType, eventSeries],
  lists: [caseList, eventList],
  imports: [caseImport, eventImport],
  series: [caseNumbers],
  eventTypes: systemEventTypes,
  hooks: [caseClosable, caseClosed, caseStory, caseSums, eventSavable, eventChangeable, eventSaved, eventDone],
  notifications: [eventAssigned, noticeBefore, noticeOverdue, orderDone, seriesStopped],
  schedules: [every('hour', 'repeat-events', repeatEvents)],
  looks: [look('send-notices', 15, sendNotices)],
  topics: [personalTopic('core.worklist')],
  slots: [caseTabs, eventActions, eventTabs],
  routes: {
    '/cases': cases,
    '/events': events,
    '/worklist': worklist,
    '/event-types': eventTypesRoutes,
    '/event-series': seriesRoutes,
  },
  menu: [
    {
      group: 'work',
      label: 'core.worklist',
      href: '/worklist',
      rank: 10,
      icon: 'checkbox',
      permission: may.readEvents,
      key: 'd',
    },
    {
      group: 'work',
      label: 'core.cases',
      href: '/cases',
      rank: 30,
      icon: 'briefcase',
      permission: may.readCases,
      key: 's',
    },
    {
      group: 'work',
      label: 'core.events',
      href: '/events',
      rank: 40,
      icon: 'activity',
      permission: may.readEvents,
      key: 'z',
    },
    {
      group: 'admin',
      label: 'core.event-types',
      href: '/event-types',
      rank: 21,
      icon: 'category',
      permission: may.manageEventTypes,
    },
  ],
  create: [
    { label: 'core.events.new', href: '/events/new', icon: 'calendar-plus', permission: may.editEvents },
    { label: 'core.cases.new', href: '/cases/new', icon: 'briefcase', permission: may.editCases },
  ],
}
