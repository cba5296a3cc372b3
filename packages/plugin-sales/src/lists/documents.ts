import { column, list, view } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'

/** Invoices, newest first; drafts have no day and stand at the end. */
export const documentList = list('sales.documents', {
  of: salesDocument,
  columns: [
    column('number', { phone: 'sub' }),
    column('contractor', { phone: 'title' }),
    column('issuedOn'),
    column('dueOn'),
    column('netMinor'),
    column('grossMinor', { phone: 'end' }),
    column('state', { phone: 'end2' }),
    column('owner'),
    column('kind', { off: true }),
    column('soldOn', { off: true }),
    column('order', { off: true }),
    column('case', { off: true }),
    column('paymentMethod', { off: true }),
    column('splitPayment', { off: true }),
  ],
  filters: ['state', 'contractor', 'owner', 'issuedOn', 'dueOn', 'grossMinor', 'paymentMethod', 'case', 'number'],
  views: [
    view('issued', { state: 'issued' }, '-issuedOn'),
    view('drafts', { state: 'draft' }, '-createdAt'),
    view('mine', { owner: 'me' }, '-issuedOn'),
    view('all', {}, '-issuedOn'),
  ],
  sort: '-issuedOn',
})
