import type { Ctx } from '../../ctx.js'

/** Asked for at most; more than one is nobody in any case. */
const MOST = 20

/** Whose inquiry it is, and which of his people wrote, when that is known. */
export interface Known {
  readonly contractorId: number
  readonly personId: number | null
}

interface Row {
  readonly id: number
  readonly tax_id: string | null
  readonly person_id: number | null
}

/**
 * The contractor a visitor's tax id or e-mail says he is of: exactly one, not put aside and not erased. The tax id weighs
 * more: an e-mail is not taken for that of a firm with another one, and tells apart those with the same. Null when there is
 * none, or no single one.
 */
export async function findContractor(
  ctx: Ctx,
  { taxId, email }: { readonly taxId: string | null; readonly email: string | null },
): Promise<Known | null> {
  const writing = email === null ? [] : await byEmail(ctx, email)
  const numbered = taxId === null ? [] : await byTaxId(ctx, taxId)
  const likely =
    numbered.length === 1
      ? numbered
      : numbered.length > 1
        ? numbered.filter(({ id }) => writing.some((row) => row.id === id))
        : writing.filter((row) => taxId === null || row.tax_id === null)
  const contractorId = single(likely.map(({ id }) => id))
  if (contractorId === null) return null
  const people = writing.filter(({ id }) => id === contractorId).flatMap(({ person_id }) => person_id ?? [])

  return { contractorId, personId: single(people) }
}

/** The one id there is, however often. */
function single(ids: readonly number[]): number | null {
  const [first, ...others] = new Set(ids)
  return first !== undefined && others.length === 0 ? first : null
}

function working(ctx: Ctx) {
  return ctx.db('core_contractor as c').whereNull('c.deactivated_at').whereNull('c.erased_at')
}

async function byTaxId(ctx: Ctx, taxId: string): Promise<readonly Row[]> {
  return working(ctx)
    .where('c.tax_id', taxId)
    .orderBy('c.id')
    .limit(MOST)
    .select<Row[]>('c.id', 'c.tax_id', ctx.db.raw('null as person_id'))
}

/** Its own addresses, and those of the people who work there now. Both are kept as they were typed before the @. */
async function byEmail(ctx: Ctx, email: string): Promise<readonly Row[]> {
  const addresses = [...new Set([email, email.toLowerCase()])]
  const own = await working(ctx)
    .join('core_contact as e', 'e.contractor_id', 'c.id')
    .where('e.kind', 'email')
    .whereIn('e.normal', addresses)
    .orderBy('e.id')
    .limit(MOST)
    .select<Row[]>('c.id', 'c.tax_id', ctx.db.raw('null as person_id'))
  const people = await working(ctx)
    .join('core_person as p', 'p.contractor_id', 'c.id')
    .whereNull('p.to_day')
    .whereNull('p.erased_at')
    .whereIn('p.email', addresses)
    .orderBy('p.id')
    .limit(MOST)
    .select<Row[]>('c.id', 'c.tax_id', 'p.id as person_id')
  return [...own, ...people]
}
