import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import type { Traits } from './likeness.js'

/** A contractor and what it is compared by. */
export interface Known extends Traits {
  readonly id: number
  /** As lists have it. */
  readonly displayName: string
  readonly inactive: boolean
}

interface Row {
  readonly id: number
  readonly display_name: string
  readonly reduced_name: string | null
  readonly tax_id: string | null
  readonly deactivated_at: string | null
}
interface PartRow {
  readonly contractor_id: number
  readonly kind: string
  readonly value: string | null
}

/** What these contractors are compared by, whoever may see them: four queries for up to five hundred. */
export async function readTraits(ctx: Ctx, ids: readonly number[]): Promise<readonly Known[]> {
  const known: Known[] = []
  for (const part of inParts(ids)) known.push(...(await readPart(ctx, part)))
  return known
}

async function readPart(ctx: Ctx, ids: readonly number[]): Promise<readonly Known[]> {
  const rows = await ctx
    .db('core_contractor')
    .whereIn('id', ids)
    .select<Row[]>('id', 'display_name', 'reduced_name', 'tax_id', 'deactivated_at')
  const parts = await readParts(ctx, ids)
  const valuesOf = (id: number, kind: string) =>
    parts.filter((one) => one.contractor_id === id && one.kind === kind).flatMap(({ value }) => (value ? [value] : []))

  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    inactive: row.deactivated_at !== null,
    taxId: row.tax_id,
    name: row.reduced_name ?? '',
    ibans: valuesOf(row.id, 'iban'),
    emails: valuesOf(row.id, 'email'),
    phones: valuesOf(row.id, 'phone'),
    postalCodes: valuesOf(row.id, 'postalCode'),
  }))
}

async function readParts(ctx: Ctx, ids: readonly number[]): Promise<readonly PartRow[]> {
  const raw = (sql: string) => ctx.db.raw(sql)
  const contacts = ctx
    .db('core_contact')
    .whereIn('contractor_id', ids)
    .whereIn('kind', ['phone', 'email'])
    .select('contractor_id', 'kind', 'normal as value')
  const accounts = ctx
    .db('core_bank_account')
    .whereIn('contractor_id', ids)
    .select('contractor_id', raw("'iban' as kind"), 'iban as value')
  const places = ctx
    .db('core_address')
    .whereIn('contractor_id', ids)
    .whereNotNull('postal_code')
    .select('contractor_id', raw("'postalCode' as kind"), 'postal_code as value')
  return contacts.unionAll([accounts, places]) as unknown as Promise<readonly PartRow[]>
}
