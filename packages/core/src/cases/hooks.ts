import { Type } from '@sinclair/typebox'
import type { Change } from '../plugin/entity.js'
import { announcement, check } from '../plugin/hooks.js'
import { slot } from '../plugin/slots.js'
import type { Case } from './models/case.js'
import type { Event } from './models/event.js'

/** A case is about to be closed, its open events already counted or cancelled. Not asked when it is opened again. */
export const caseClosable = check<{ case: Case }>('core.case-closable')

/** An event is about to be written, by hand or by a plugin, its own rules not yet judged. Not asked when it is removed. */
export const eventSavable = check<{ change: Change }>('core.event-savable')

/** A done or cancelled event is about to be planned again. */
export const eventChangeable = check<{ event: Event }>('core.event-changeable')

/** An event was written: made, changed, started, done, cancelled. Not sent when one is removed. */
export const eventSaved = announcement('core.event-saved', Type.Object({ eventId: Type.Integer({ minimum: 1 }) }), {
  label: 'core.announced.event-saved',
})

/** An event has come to its end as done. Not sent for cancelled ones. */
export const eventDone = announcement('core.event-done', Type.Object({ eventId: Type.Integer({ minimum: 1 }) }), {
  label: 'core.announced.event-done',
})

/** A case was closed. Not sent when one is opened again. */
export const caseClosed = announcement('core.case-closed', Type.Object({ caseId: Type.Integer({ minimum: 1 }) }), {
  label: 'core.announced.case-closed',
})

/** Tabs of a case's page: what a plugin keeps about the case. */
export const caseTabs = slot<{ case: { id: number; contractorId: number } }>('core.case.tabs', 'tabs')

/** Entries of the ⋯ menu of an event: what a plugin does with it. */
export const eventActions = slot<{ event: { id: number; contractorId: number; caseId: number | null } }>(
  'core.event.actions',
  'menu',
)

/** Tabs of an event's page, e.g. its time and cost. */
export const eventTabs = slot<{ event: { id: number } }>('core.event.tabs', 'tabs')
