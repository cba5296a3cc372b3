import { indexSwap } from '../db/indexes.js'

/**
 * What somebody is to do, by its deadline and by its day. An event is its performer's, and its owner's only while nobody
 * performs it, so the indexes of owners know both; what a performer has on a day, `core_event_by_performer` has already.
 */
export const eventDue = indexSwap('0222-event-due', {
  table: 'core_event',
  added: {
    core_event_due_performer: ['performer_id', 'state', 'deadline', 'at', 'id'],
    core_event_due_owner: ['owner_id', 'performer_id', 'state', 'deadline', 'at', 'id'],
    core_event_day_owner: ['owner_id', 'performer_id', 'state', 'at', 'id'],
  },
  replaced: {
    core_event_owner_id_index: ['owner_id'],
    core_event_performer_id_index: ['performer_id'],
  },
})
