import { column, list, view } from '@berberis/sdk'
import { order } from '../entities/order.js'

/** Orders, newest first. */
export const orderList = list('sales.orders', {
  of: order,
  columns: [
    column('number', { phone: 'sub' }),
    column('contractor', { phone: 'title' }),
    column('day'),
    column('netMinor'),
    column('grossMinor', { phone: 'end' }),
    column('state', { phone: 'end2' }),
    column('invoicing'),
    column('owner'),
    column('case', { off: true }),
    column('method', { off: true }),
    column('placedAt', { off: true }),
  ],
  filters: ['state', 'invoicing', 'contractor', 'owner', 'day', 'grossMinor', 'case'],
  views: [
    view('all', {}, '-day'),
    view('mine', { owner: 'me' }, '-day'),
    view('drafts', { state: 'draft' }, '-day'),
    view('to-invoice', { state: 'placed', 'invoicing.not': 'whole' }, 'day'),
  ],
  sort: '-day',
})
