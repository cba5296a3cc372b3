import { notification } from '../plugin/notifications.js'

/** Somebody gave an event to the operator, to perform it. Told anew for each time it is given. */
export const eventAssigned = notification('core.event-assigned', { icon: 'user-check' })
