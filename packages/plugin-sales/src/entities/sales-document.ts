import {
  caseEntity,
  choice,
  contractor,
  day,
  entity,
  instant,
  longText,
  money,
  number,
  operator,
  ref,
  text,
  yesNo,
} from '@berberis/sdk'
import { SalesDocument } from '../models/sales-document.js'
import { may } from '../permissions.js'
import { discountTypes, methods } from './choices.js'
import { order } from './order.js'

/**
 * A sales document. Its lines are not fields: they are written whole by `saveDocument` while it is a draft. Seller,
 * buyer, number and totals are set by services; once issued, the database refuses a change of content.
 */
export const salesDocument = entity('sales.document', {
  model: SalesDocument,
  path: '/sales/documents',
  icon: 'file-invoice',
  read: may.readDocuments,
  edit: may.issueInvoices,
  own: ['ownerId'],
  open: (rows) => rows.where('state', 'draft'),
  widens: ['case'],
  papers: true,
  label: (row) => row.number ?? `#${row.id}`,
  inner: [
    { table: 'sales_document_line', column: 'document_id', field: 'lines', label: 'sales.lines' },
    { table: 'sales_document_rate', column: 'document_id' },
    { table: 'sales_document_file', column: 'document_id' },
    { table: 'sales_handing', column: 'document_id' },
  ],
  fields: {
    kind: choice([{ key: 'invoice', label: 'sales.document.kind.invoice' }], { readonly: true, default: 'invoice' }),
    state: choice(
      [
        { key: 'draft', label: 'sales.document.state.draft', hue: 'amber' },
        { key: 'issued', label: 'sales.document.state.issued', hue: 'green' },
      ],
      { readonly: true, default: 'draft' },
    ),
    number: text({ maxLength: 60, readonly: true, search: 'title' }),
    contractor: ref(() => contractor, { required: true }),
    case: ref(() => caseEntity),
    order: ref(() => order, { readonly: true }),
    owner: ref(() => operator),
    issuedOn: day({ hint: 'sales.document.issuedOn.hint' }),
    soldOn: day({ hint: 'sales.document.soldOn.hint' }),
    dueOn: day({ readonly: true }),
    paymentDays: number({ places: 0 }),
    paymentMethod: choice(
      [
        { key: 'transfer', label: 'sales.document.paymentMethod.transfer' },
        { key: 'cash', label: 'sales.document.paymentMethod.cash' },
        { key: 'card', label: 'sales.document.paymentMethod.card' },
      ],
      { required: true, default: 'transfer' },
    ),
    method: choice(methods('sales.document'), { required: true, default: 'net' }),
    vatRounding: choice(
      [
        { key: 'perRate', label: 'sales.document.vatRounding.perRate' },
        { key: 'perLine', label: 'sales.document.vatRounding.perLine' },
      ],
      { required: true, default: 'perRate' },
    ),
    currency: text({ maxLength: 3, readonly: true, sortKey: false, sort: false, default: 'PLN' }),
    language: choice(
      [
        { key: 'pl', label: 'sales.document.language.pl' },
        { key: 'en', label: 'sales.document.language.en' },
      ],
      { required: true, default: 'pl' },
    ),
    place: text({ maxLength: 100, sortKey: false, sort: false }),
    discountType: choice(discountTypes, { filter: false, sort: false }),
    discountValue: text({ maxLength: 20, sortKey: false, filter: false, sort: false }),
    note: longText(),
    splitPayment: yesNo({ default: false, hint: 'sales.document.splitPayment.hint' }),
    netMinor: money({ readonly: true, default: 0 }),
    taxMinor: money({ readonly: true, default: 0 }),
    grossMinor: money({ readonly: true, default: 0 }),
    dueMinor: money({ readonly: true, default: 0 }),
    issuedAt: instant({ readonly: true }),
  },
})
