import { notification } from '../plugin/notifications.js'

/** Somebody gave an event to the operator, to perform it. Told anew for each time it is given. */
export const eventAssigned = notification('core.event-assigned', { icon: 'user-check' })

/** An event of the operator's begins soon; the event says how long before, and whether by e-mail. */
export const noticeBefore = notification('core.notice-before', { icon: 'bell-ringing', mail: 'never' })

/** The deadline of an event has gone by, and it is neither done nor cancelled. Told once for a deadline. */
export const noticeOverdue = notification('core.notice-overdue', { icon: 'alert-triangle' })

/** A series of events of the operator's ended before its time: the next one was refused. */
export const seriesStopped = notification('core.series-stopped', { icon: 'repeat' })

/** What was ordered from an event of the operator's is done: he may finish his own with one press. */
export const orderDone = notification('core.order-done', {
  icon: 'circle-check',
  action: { label: 'core.event.finish-first', post: ({ firstId }) => `/events/${Number(firstId)}/completion` },
})
