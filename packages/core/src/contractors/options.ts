import { options } from '../plugin/options.js'

export const contractorKinds = options('core.contractor.kind', ['company', 'individual'])

/** How far dealings with a contractor have come, in this order. */
export const stages = options('core.contractor.stage', {
  acquired: 'slate',
  offer: 'blue',
  order: 'violet',
  fulfilled: 'amber',
  'after-sales': 'green',
})

export const addressKinds = options('core.address.kind', ['seat', 'correspondence', 'delivery'])

export const contactKinds = options('core.contact.kind', ['phone', 'email', 'www'])
