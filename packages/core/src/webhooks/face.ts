import { form, place } from '../plugin/forms.js'
import { column, list, view } from '../plugin/lists.js'
import { webhook } from './webhook.js'

export const webhookList = list('core.webhooks', {
  of: webhook,
  columns: [
    column('name', { phone: 'title' }),
    column('address', { phone: 'sub' }),
    column('hooks'),
    column('failingSince', { phone: 'end' }),
    column('disabledAt', { phone: 'end2' }),
  ],
  views: [view('all', {}), view('failing', { 'failingSince.empty': 'no' })],
  sort: 'name',
})

export const webhookForm = form('core.webhook-form', {
  of: webhook,
  groups: [{ key: '', fields: [place('name', 3), place('address', 6), place('hooks', 6)] }],
})
