import type { Option } from '../plugin/fields.js'
import { contractorRoles } from '../contractors/options.js'

/** What the contractor is to us in this case. */
export const caseRoles: readonly Option[] = contractorRoles

/** Which way the case goes: `buying` from a supplier or producer, `selling` to a client, else `other`. */
export const trades: readonly Option[] = [
  { key: 'selling', label: 'core.case.trade.selling', hue: 'rose' },
  { key: 'buying', label: 'core.case.trade.buying', hue: 'teal' },
  { key: 'other', label: 'core.case.trade.other', hue: 'slate' },
]

export const results: readonly Option[] = [
  { key: 'won', label: 'core.case.result.won', hue: 'green' },
  { key: 'lost', label: 'core.case.result.lost', hue: 'red' },
  { key: 'done', label: 'core.case.result.done', hue: 'slate' },
]

export const eventStates: readonly Option[] = [
  { key: 'planned', label: 'core.event.state.planned', hue: 'blue' },
  { key: 'in-progress', label: 'core.event.state.in-progress', hue: 'amber' },
  { key: 'done', label: 'core.event.state.done', hue: 'green' },
  { key: 'cancelled', label: 'core.event.state.cancelled', hue: 'slate' },
]

/** How the time of an event stands in a calendar. */
export const shownAs: readonly Option[] = [
  { key: 'busy', label: 'core.event.shows.busy' },
  { key: 'tentative', label: 'core.event.shows.tentative' },
  { key: 'free', label: 'core.event.shows.free' },
]

/** The nine hues of the interface; free colours are not offered, for their contrast. */
export const hues: readonly Option[] = ['plum', 'rose', 'red', 'amber', 'green', 'teal', 'blue', 'violet', 'slate'].map(
  (key) => ({ key, label: `core.hue.${key}`, hue: key }),
)
