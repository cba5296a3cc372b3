import type { Ctx } from '../../ctx.js'
import { parseEmail } from '../../identifiers/email.js'
import { parsePhone } from '../../identifiers/phone.js'
import { parsePostalCode } from '../../identifiers/postal-code.js'
import type { Change } from '../../plugin/entity.js'
import type { FieldRefusal } from '../../plugin/refusal.js'
import { refuseErased } from '../contractor-rules.js'
import type { Parsed } from '../../text/parsed.js'

type Refusals = Promise<readonly FieldRefusal[]>

/** Only a company has departments, and a department stands below one of the same company, without a circle. */
export async function departmentRules(ctx: Ctx, { before, after }: Change): Refusals {
  const misplaced = await companyOnly(ctx, after)
  if (misplaced.length > 0 || !after.parentId) return misplaced
  const above = new Set<unknown>(before ? [before.id] : [])
  for (let id: unknown = after.parentId; id;) {
    if (above.has(id)) return [{ path: 'parentId', code: 'core.department-circle' }]
    above.add(id)
    const row: { contractor_id: number; parent_id: number | null } | undefined = await ctx
      .db('core_department')
      .where({ id: Number(id) })
      .first('contractor_id', 'parent_id')
    if (row === undefined || row.contractor_id !== after.contractorId)
      return [{ path: 'parentId', code: 'core.other-contractor' }]
    id = row.parent_id
  }
  return []
}

/** Only a company has persons, in one of its own departments, and nobody leaves before he came. */
export async function personRules(ctx: Ctx, change: Change): Refusals {
  refuseErased(change)
  const { after } = change
  const misplaced = await companyOnly(ctx, after)
  const { fromDay, toDay, departmentId } = after
  const reversed = fromDay && toDay && String(fromDay) > String(toDay)
  const dates: readonly FieldRefusal[] = reversed ? [{ path: 'toDay', code: 'core.dates-reversed' }] : []
  if (!departmentId) return [...misplaced, ...dates]
  const row: { contractor_id: number } | undefined = await ctx
    .db('core_department')
    .where({ id: Number(departmentId) })
    .first('contractor_id')
  const foreign = row !== undefined && row.contractor_id !== after.contractorId

  return [...misplaced, ...dates, ...(foreign ? [{ path: 'departmentId', code: 'core.other-contractor' }] : [])]
}

export async function addressRules(_ctx: Ctx, { after }: Change): Refusals {
  const country = /^[A-Z]{2}$/.test(String(after.country)) ? [] : [{ path: 'country', code: 'core.bad-country' }]
  if (!after.postalCode) return country
  const parsed = parsePostalCode(String(after.postalCode), String(after.country))
  return 'error' in parsed ? [...country, { path: 'postalCode', code: parsed.error }] : country
}

export async function contactRules(_ctx: Ctx, { after }: Change): Refusals {
  if (!after.value) return []
  const parsed = parseContact(after)
  return 'error' in parsed ? [{ path: 'value', code: parsed.error }] : []
}

export async function bankAccountRules(_ctx: Ctx, { after }: Change): Refusals {
  return /^[A-Z]{3}$/.test(String(after.currency)) ? [] : [{ path: 'currency', code: 'core.bad-currency' }]
}

/** The stored form of a postal code that the rules have already judged. */
export function postalCodeOf({ postalCode, country }: Readonly<Record<string, unknown>>): string | null {
  if (typeof postalCode !== 'string' || postalCode === '') return null
  const parsed = parsePostalCode(postalCode, String(country))
  return 'value' in parsed ? parsed.value : postalCode
}

/** E.164 for a phone, the address with a lower-case domain for an e-mail, the address with its scheme for a site. */
export function normalContact(row: Readonly<Record<string, unknown>>): string {
  const parsed = parseContact(row)
  return 'value' in parsed ? parsed.value : String(row.value)
}

function parseContact({ kind, value }: Readonly<Record<string, unknown>>): Parsed {
  const typed = String(value)
  if (kind === 'phone') return parsePhone(typed)
  return kind === 'email' ? parseEmail(typed) : parseSite(typed)
}

/** http and https only, so that a link made of it runs nothing. */
function parseSite(typed: string): Parsed {
  const address = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`
  const right =
    URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) && /\.[^.\s]+$/.test(new URL(address).hostname)
  return right ? { value: new URL(address).href } : { error: 'core.bad-address' }
}

async function companyOnly(ctx: Ctx, after: Change['after']): Refusals {
  if (!after.contractorId) return []
  const row: { kind: string } | undefined = await ctx
    .db('core_contractor')
    .where({ id: Number(after.contractorId) })
    .first('kind')
  return row?.kind === 'individual' ? [{ path: 'contractorId', code: 'core.individual-has-none' }] : []
}
