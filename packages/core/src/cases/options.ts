import { options } from '../plugin/options.js'

/** Which way the case goes: `buying` from a supplier or producer, `selling` to a client, else `other`. */
export const trades = options('core.case.trade', { selling: 'rose', buying: 'teal', other: 'slate' })

export const results = options('core.case.result', { won: 'green', lost: 'red', done: 'slate' })

export const eventStates = options('core.event.state', {
  planned: 'blue',
  'in-progress': 'amber',
  done: 'green',
  cancelled: 'slate',
})

/** How the time of an event stands in a calendar. */
export const shownAs = options('core.event.shows', ['busy', 'tentative', 'free'])

/** Which way papers go: in to us, or out from us. */
export const directions = options('core.direction', { in: 'teal', out: 'violet' })

/** The nine hues of the interface; free colours are not offered, for their contrast. */
const HUES = ['plum', 'rose', 'red', 'amber', 'green', 'teal', 'blue', 'violet', 'slate'] as const
export const hues = options('core.hue', Object.fromEntries(HUES.map((hue) => [hue, hue])))
