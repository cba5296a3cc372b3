import { notification } from '../plugin/notifications.js'

/** Long work of the operator's is over, done or failed. Not told of what he broke off himself. */
export const jobOver = notification('core.job-over', { icon: 'circle-check' })
