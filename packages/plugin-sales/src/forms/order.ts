import { form, place } from '@berberis/sdk'
import { order } from '../entities/order.js'

/** The head of an order; its lines are a grid below. */
export const orderForm = form('sales.order', {
  of: order,
  draft: true,
  groups: [
    {
      key: '',
      fields: [
        place('contractor', 2),
        place('case', 2, { within: 'contractorId' }),
        place('day', 1),
        place('method', 1),
      ],
    },
    { key: 'more', fields: [place('owner', 2), place('note', 4, { rows: 2 })] },
  ],
})
