import { form, place } from '@berberis/sdk'
import { salesDocument } from '../entities/sales-document.js'

/** The head of an invoice; its lines are a grid below. */
export const documentForm = form('sales.document', {
  of: salesDocument,
  draft: true,
  groups: [
    {
      key: '',
      fields: [
        place('contractor', 2),
        place('case', 2, { within: 'contractorId' }),
        place('issuedOn', 1),
        place('soldOn', 1),
      ],
    },
    {
      key: 'more',
      fields: [
        place('paymentMethod', 2),
        place('paymentDays', 1),
        place('method', 1),
        place('vatRounding', 2),
        place('language', 1),
        place('place', 3),
        place('owner', 2),
        place('note', 6, { rows: 2 }),
        place('splitPayment', 6),
      ],
    },
  ],
})
