import {
  caseEntity,
  choice,
  contractor,
  day,
  entity,
  instant,
  longText,
  money,
  operator,
  ref,
  text,
} from '@berberis/sdk'
import { Order } from '../models/order.js'
import { may } from '../permissions.js'
import { discountTypes, methods } from './choices.js'

/**
 * An order. Its lines are not fields: they are written whole by `saveOrder`. State, number and totals are set by services.
 */
export const order = entity('sales.order', {
  model: Order,
  path: '/sales/orders',
  icon: 'clipboard-list',
  read: may.readOrders,
  edit: may.editOrders,
  own: ['ownerId'],
  widens: ['case'],
  open: (rows) => rows.whereIn('state', ['draft', 'placed']).whereNot('invoicing', 'whole'),
  label: (row) => row.number ?? `#${row.id}`,
  inner: [{ table: 'sales_order_line', column: 'order_id', field: 'lines', label: 'sales.lines' }],
  fields: {
    state: choice(
      [
        { key: 'draft', label: 'sales.order.state.draft', hue: 'amber' },
        { key: 'placed', label: 'sales.order.state.placed', hue: 'blue' },
        { key: 'cancelled', label: 'sales.order.state.cancelled', hue: 'slate' },
      ],
      { readonly: true, default: 'draft' },
    ),
    number: text({ maxLength: 60, readonly: true, search: 'title' }),
    day: day({ required: true }),
    contractor: ref(() => contractor, { required: true }),
    case: ref(() => caseEntity),
    owner: ref(() => operator),
    method: choice(methods('sales.order'), { required: true, default: 'net' }),
    currency: text({ maxLength: 3, readonly: true, sortKey: false, sort: false, default: 'PLN' }),
    discountType: choice(discountTypes, { filter: false, sort: false }),
    discountValue: text({ maxLength: 20, sortKey: false, filter: false, sort: false }),
    note: longText(),
    netMinor: money({ readonly: true, default: 0 }),
    taxMinor: money({ readonly: true, default: 0 }),
    grossMinor: money({ readonly: true, default: 0 }),
    invoicing: choice(
      [
        { key: 'none', label: 'sales.order.invoicing.none', hue: 'slate' },
        { key: 'part', label: 'sales.order.invoicing.part', hue: 'amber' },
        { key: 'whole', label: 'sales.order.invoicing.whole', hue: 'green' },
      ],
      { readonly: true, default: 'none' },
    ),
    placedAt: instant({ readonly: true }),
    cancelledAt: instant({ readonly: true }),
    cancelReason: text({ maxLength: 500, readonly: true, sortKey: false, sort: false }),
  },
})
