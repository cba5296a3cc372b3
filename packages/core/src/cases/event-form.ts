import { day, time, yesNo } from '../plugin/fields.js'
import { form, place } from '../plugin/forms.js'
import { event } from './event.js'

/** An event as people enter it: a day and its hours rather than two instants. */
export const eventForm = form('core.event', {
  of: event,
  fields: {
    day: day({ label: 'core.event.day' }),
    from: time({ label: 'core.event.from' }),
    to: time({ label: 'core.event.to' }),
    done: yesNo({ label: 'core.event.done' }),
  },
  groups: [
    {
      key: 'event',
      fields: [
        place('type', 6, { as: 'chips' }),
        place('contractor', 4),
        place('case', 2),
        place('subject', 6),
        place('day', 2),
        place('from', 2),
        place('to', 2),
        place('done', 6),
        place('note', 6, { rows: 4 }),
      ],
    },
    {
      key: 'who',
      fields: [place('owner', 2), place('performer', 2), place('person', 2), place('deadline', 3), place('shows', 3)],
    },
  ],
  attributes: true,
  another: true,
})
