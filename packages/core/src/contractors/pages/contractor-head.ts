import type { Ctx } from '../../ctx.js'
import { editable } from '../../entity/seen.js'
import { formatPhone } from '../../identifiers/phone.js'
import { formatTaxId } from '../../identifiers/tax-id.js'
import { may } from '../../permissions.js'
import { hasFills } from '../../ui/has-fills.js'
import { contractor, type Contractor } from '../contractor.js'
import { contractorActions } from '../hooks.js'
import { stages } from '../options.js'
import { address, type Address } from '../parts/address.js'
import type { Contact } from '../parts/contact.js'
import { contractorRoles } from '../roles/contractor-roles.js'

/** How a contractor is reached, and what it is to us. */
export interface Reach {
  readonly roles: readonly string[]
  readonly addresses: readonly Address[]
  /** Main ones first. */
  readonly contacts: readonly Contact[]
}

/** The head of a contractor's page: who it is, what it is to us, how it is reached. */
export async function contractorHead(ctx: Ctx, row: Contractor, { roles, addresses, contacts }: Reach) {
  const seat = addresses.find(({ kind }) => kind === 'seat') ?? addresses[0]
  const valid = contacts.filter(({ invalidSince }) => invalidSince === null)
  const phone = valid.find(({ kind }) => kind === 'phone')
  const email = valid.find(({ kind }) => kind === 'email')
  const known = await contractorRoles(ctx)
  const mayEdit = await editable(ctx, contractor, row)
  const active = row.deactivatedAt === null
  const newCase = ctx.can(may.editCases) && active ? `/cases/new?contractor=${row.id}` : null
  const stage = stages.find(({ key }) => key === row.stage)

  return {
    fullName: row.fullName,
    individual: row.kind === 'individual',
    roleTags: known.filter(({ key }) => roles.includes(key)).map(({ label, hue }) => ({ label, hue })),
    stageTag: stage ? { label: ctx.t(stage.label), hue: stage.hue ?? 'slate' } : null,
    taxText: row.taxId === null ? null : formatTaxId(row.taxId),
    /** What goes into the clipboard: digits, as registers and banks want them. */
    taxCopied: row.taxId,
    place: seat ? address.label(seat) : null,
    call: phone ? { href: `tel:${phone.normal}`, text: formatPhone(phone.normal) } : null,
    mail: email ? { href: `mailto:${email.normal}`, text: email.value } : null,
    mayEdit,
    merge: mayEdit && ctx.can(may.mergeContractors) ? `/contractor-merges/new?keep=${row.id}` : null,
    newEvent: ctx.can(may.editEvents) && active ? `/events/new?contractor=${row.id}` : null,
    newCase,
    /** Whether the ⋯ menu has anything in it. */
    more: mayEdit || newCase !== null || hasFills(ctx, contractorActions),
    inactive: !active,
    privacy: row.kind === 'individual' && ctx.can(may.erasePersons) ? `/contractors/${row.id}/personal-data` : null,
  }
}
