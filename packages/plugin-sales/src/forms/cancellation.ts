import { form, longText, place } from '@berberis/sdk'

/** Why a placed order is called off. */
export const cancellationForm = form('sales.cancellation', {
  fields: { reason: longText({ maxLength: 500, required: true, hint: 'sales.cancellation.reason.hint' }) },
  groups: [{ key: '', fields: [place('reason', 6, { rows: 3 })] }],
  submit: 'sales.order.cancel',
})
