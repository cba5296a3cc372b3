import type { Option } from '../plugin/fields.js'

/** Kinds of a contractor; the label of a key is `core.contractor.kind.<key>`. */
export const contractorKinds: readonly Option[] = [
  { key: 'company', label: 'core.contractor.kind.company' },
  { key: 'individual', label: 'core.contractor.kind.individual' },
]

/** What the other side is to us. Any number of them per contractor, one per case. */
export const contractorRoles: readonly Option[] = [
  { key: 'client', label: 'core.contractor.roles.client', hue: 'rose' },
  { key: 'producer', label: 'core.contractor.roles.producer', hue: 'violet' },
  { key: 'supplier', label: 'core.contractor.roles.supplier', hue: 'teal' },
  { key: 'partner', label: 'core.contractor.roles.partner', hue: 'blue' },
  { key: 'collaborator', label: 'core.contractor.roles.collaborator', hue: 'green' },
  { key: 'authority', label: 'core.contractor.roles.authority', hue: 'slate' },
  { key: 'other', label: 'core.contractor.roles.other', hue: 'slate' },
]

/** How far dealings with a contractor have come, in this order. */
export const stages: readonly Option[] = [
  { key: 'acquired', label: 'core.contractor.stage.acquired', hue: 'slate' },
  { key: 'offer', label: 'core.contractor.stage.offer', hue: 'blue' },
  { key: 'order', label: 'core.contractor.stage.order', hue: 'violet' },
  { key: 'fulfilled', label: 'core.contractor.stage.fulfilled', hue: 'amber' },
  { key: 'after-sales', label: 'core.contractor.stage.after-sales', hue: 'green' },
]

export const addressKinds: readonly Option[] = [
  { key: 'seat', label: 'core.address.kind.seat' },
  { key: 'correspondence', label: 'core.address.kind.correspondence' },
  { key: 'delivery', label: 'core.address.kind.delivery' },
]

export const contactKinds: readonly Option[] = [
  { key: 'phone', label: 'core.contact.kind.phone' },
  { key: 'email', label: 'core.contact.kind.email' },
  { key: 'www', label: 'core.contact.kind.www' },
]
