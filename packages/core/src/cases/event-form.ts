import { choice, choices, day, time, yesNo } from '../plugin/fields.js'
import { form, place, type Form } from '../plugin/forms.js'
import { event } from './event.js'
import { noticeChannels, noticeMinutes } from './notices.js'
import { followingField, repeatFields, repeatGroup } from './repeat/typed-repeat.js'

const times = {
  day: day({ label: 'core.event.day' }),
  from: time({ label: 'core.event.from' }),
  to: time({ label: 'core.event.to' }),
  noticeMinutes: choices(noticeMinutes, { label: 'core.event.noticeMinutes' }),
  noticeChannel: choice(noticeChannels, { label: 'core.event.noticeChannel', default: 'app' }),
  ...repeatFields,
}

/** A new event as people enter it: a day and its hours rather than two instants, and whether it is done already. */
export const eventForm = formWith({ ...times, done: yesNo({ label: 'core.event.done' }) }, [place('done', 6)])

/** An event that is changed; what it has come to is changed on its page. */
export const changedEventForm = formWith({ ...times, ...followingField }, [], [place('following', 6)])

function formWith(
  fields: NonNullable<Form['fields']>,
  state: readonly ReturnType<typeof place>[],
  following: readonly ReturnType<typeof place>[] = [],
): Form {
  return form('core.event', {
    of: event,
    fields,
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
          ...state,
          place('note', 6, { rows: 4 }),
        ],
      },
      { ...repeatGroup, fields: [...repeatGroup.fields, ...following] },
      {
        key: 'who',
        fields: [
          place('owner', 2),
          place('performer', 2),
          place('person', 2),
          place('deadline', 3),
          place('shows', 3),
          place('noticeMinutes', 4),
          place('noticeChannel', 2),
        ],
      },
    ],
    attributes: true,
    another: true,
    draft: true,
  })
}
