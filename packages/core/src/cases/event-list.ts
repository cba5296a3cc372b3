import { may } from '../permissions.js'
import { column, list, view } from '../plugin/lists.js'
import { event } from './event.js'
import { removeEvent } from './services/remove-event.js'
import { eventBulk } from './work-bulk.js'

const open = ['planned', 'in-progress']

export const eventList = list('core.events', {
  of: event,
  columns: [
    column('subject', { phone: 'title' }),
    column('at', { phone: 'end2' }),
    column('contractor', { phone: 'sub' }),
    column('case'),
    column('state', { phone: 'end' }),
    column('deadline', { label: 'core.event-type.deadline', cell: 'core/deadline-cell', edit: may.editEvents }),
    column('owner', { edit: may.assignEvents }),
    column('performer'),
    column('type', { off: true }),
    column('doneFrom', { off: true }),
    column('outcome', { off: true }),
    column('createdAt', { off: true }),
  ],
  filters: [
    'type',
    'state',
    'at',
    'deadline',
    'owner',
    'performer',
    'contractor',
    'case',
    'subject',
    'doneFrom',
    'createdAt',
  ],
  views: [
    view('open', { state: open }, 'at'),
    view('mine', { state: open, owner: 'me' }, 'at'),
    view('overdue', { state: open, 'deadline.lt': 'now' }, 'deadline'),
    view('unassigned', { state: open, 'case.empty': 'yes' }, 'at'),
    view('done', { state: 'done' }, '-at'),
    view('all', {}),
  ],
  sort: '-at',
  bulk: eventBulk,
  removal: removeEvent,
})
