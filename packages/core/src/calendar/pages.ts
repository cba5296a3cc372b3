import { resource } from '../http/resource.js'
import { form, place, type Form } from '../plugin/forms.js'
import { column, list, type List, view } from '../plugin/lists.js'
import { dayOff } from './day-off.js'
import { WEEK, workingHours } from './working-hours.js'

export const dayOffList: List = list('core.days-off', {
  of: dayOff,
  columns: [column('day', { phone: 'title' }), column('name', { phone: 'sub' })],
  filters: ['day'],
  views: [
    view('coming', { 'day.ge': 'today' }, 'day'),
    view('past', { 'day.lt': 'today' }, '-day'),
    view('all', {}, '-day'),
  ],
  sort: 'day',
})

export const dayOffForm: Form = form('core.day-off', {
  of: dayOff,
  groups: [{ key: '', fields: [place('day', 2), place('name', 4)] }],
})

/** The firm's own days off; a year of them comes in as a file (`/imports`). */
export const daysOff = resource(dayOff, { list: dayOffList, form: dayOffForm })

export const workingHoursList: List = list('core.own-hours', {
  of: workingHours,
  columns: [column('operator', { phone: 'title' }), ...WEEK.map((day) => column(day))],
  filters: ['operator'],
  views: [view('all', {})],
  sort: '-createdAt',
})

export const workingHoursForm: Form = form('core.working-hours', {
  of: workingHours,
  groups: [
    { key: 'who', fields: [place('operator', 3)] },
    { key: 'week', fields: WEEK.map((day) => place(day, 2)) },
  ],
})

/** Who works other hours than the firm; taken away, the firm's hold for him again. */
export const workingHoursRoutes = resource(workingHours, { list: workingHoursList, form: workingHoursForm })
