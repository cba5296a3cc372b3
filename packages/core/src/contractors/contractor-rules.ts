import type { Ctx } from '../ctx.js'
import { parseKrs } from '../identifiers/krs.js'
import { parseRegon } from '../identifiers/regon.js'
import { parseVatEuId } from '../identifiers/vat-eu-id.js'
import type { Change } from '../plugin/entity.js'
import { Refusal, type FieldRefusal } from '../plugin/refusal.js'

/**
 * Rules over a whole contractor (spec-core §4): a company has a name, an individual a first and a last one; an individual
 * has no departments and no persons, so the kind is fixed while there are some.
 */
export async function contractorRules(ctx: Ctx, change: Change): Promise<readonly FieldRefusal[]> {
  refuseErased(change)
  return [...missingNames(change), ...badNumbers(change), ...(await keptByParts(ctx, change))]
}

/** Whose data were erased is nobody any more: nothing is written to him again (422 `core.erased-already`). */
export function refuseErased({ before }: Change): void {
  if (before?.['erasedAt']) throw new Refusal('core.erased-already')
}

function missingNames({ after }: Change): readonly FieldRefusal[] {
  const needed = after.kind === 'individual' ? ['firstName', 'lastName'] : ['name']
  return needed.filter((path) => !after[path]).map((path) => ({ path, code: 'core.required' }))
}

const NUMBERS = { vatEuId: parseVatEuId, regon: parseRegon, krs: parseKrs } as const

function badNumbers({ after }: Change): readonly FieldRefusal[] {
  const numbers = Object.entries(NUMBERS).flatMap(([path, parse]) => {
    const value = after[path]
    if (typeof value !== 'string' || value === '') return []
    const parsed = parse(value)
    return 'error' in parsed ? [{ path, code: parsed.error }] : []
  })
  const country = /^[A-Z]{2}$/.test(String(after.country)) ? [] : [{ path: 'country', code: 'core.bad-country' }]

  return [...numbers, ...country]
}

async function keptByParts(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (before === null || !changed.has('kind') || after.kind !== 'individual') return []
  for (const table of ['core_department', 'core_person']) {
    const part: unknown = await ctx.db(table).where({ contractor_id: before.id }).first('id')
    if (part) return [{ path: 'kind', code: 'core.has-departments' }]
  }
  return []
}
