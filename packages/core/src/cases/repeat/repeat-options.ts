import { options } from '../../plugin/options.js'

/** What a repeated event is repeated by; nothing chosen: it is not. */
export const units = options('core.repeat.unit', ['day', 'week', 'month'])
/** 1 Monday to 7 Sunday. */
export const weekdays = options('core.repeat.weekday', ['1', '2', '3', '4', '5', '6', '7'])
export const monthWays = options('core.repeat.month', ['day', 'weekday', 'last-weekday'])
export const offWays = options('core.repeat.off', ['keep', 'next', 'previous', 'skip'])
