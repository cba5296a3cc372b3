import { attributeLines } from '../../attributes/pages/attribute-lines.js'
import type { Ctx } from '../../ctx.js'
import type { PresentedRef } from '../../entity/labels.js'
import type { Presented } from '../../entity/present.js'
import { formatPhone } from '../../identifiers/phone.js'
import { formatRegon } from '../../identifiers/regon.js'
import { formatVatEuId } from '../../identifiers/vat-eu-id.js'
import { contractor, type Contractor } from '../contractor.js'
import type { Contact } from '../parts/contact.js'

/** A line of „Dane”: label, text, and where it leads. */
export interface DetailLine {
  readonly label: string
  readonly text: string
  readonly href: string | null
  /** Draws the avatar of this operator before the text. */
  readonly avatar: boolean
  /** For a number or an address: its edit page. */
  readonly editHref: string | null
}

/** What the card „Dane” says: owner, numbers to call, registers, attributes. Only what is known. */
export async function contractorDetails(
  ctx: Ctx,
  row: Contractor,
  record: Presented,
  { contacts, mayEdit }: { readonly contacts: readonly Contact[]; readonly mayEdit: boolean },
): Promise<readonly DetailLine[]> {
  const owner = record.owner as PresentedRef
  const registers = [
    ['vatEuId', row.vatEuId && formatVatEuId(row.vatEuId)],
    ['regon', row.regon && formatRegon(row.regon)],
    ['krs', row.krs],
    ['activity', row.activity],
    ['country', row.country === 'PL' ? null : row.country],
  ] as const

  return [
    line(ctx.t('core.contractor.owner'), owner !== null && 'label' in owner ? owner.label : '', { avatar: true }),
    ...contacts.map((one) =>
      line(ctx.t(`core.contact.kind.${one.kind}`), shown(one), {
        href: hrefOf(one),
        editHref: mayEdit ? `/contractors/${row.id}/contacts/${one.id}/edit` : null,
      }),
    ),
    ...registers.map(([name, value]) => line(ctx.t(`core.contractor.${name}`), value ?? '')),
    ...(await attributeLines(ctx, contractor, record)).map(({ label, text }) => line(label, text)),
  ].filter(({ text }) => text !== '')
}

function line(label: string, text: string, more: Partial<DetailLine> = {}): DetailLine {
  return { label, text, href: null, avatar: false, editHref: null, ...more }
}

function shown({ kind, normal, value, note }: Contact): string {
  const text = kind === 'phone' ? formatPhone(normal) : value
  return note ? `${text} (${note})` : text
}

function hrefOf({ kind, normal, invalidSince }: Contact): string | null {
  if (invalidSince !== null) return null
  if (kind === 'phone') return `tel:${normal}`
  return kind === 'email' ? `mailto:${normal}` : normal
}
