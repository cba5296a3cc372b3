import type { Ctx } from '../../ctx.js'
import { selectRaw } from '../../db/select-raw.js'
import { likenessOf, SHOWN_FROM, type Likeness, type Traits } from './likeness.js'
import { alikeLengths, rarePairs } from './rare-pairs.js'
import { readTraits, type Known } from './read-traits.js'
import { letterPairs } from './reduced-name.js'

export type Alike = Known & Likeness

/** Those with one and the same number, at most. */
const SAME = 50
/** Those whose names share most of their rare pairs, at most. */
const NEAR = 200

/**
 * Contractors that may be the one with these traits, the most alike first, whoever may see them. Found by indexed keys
 * only, at most a few hundred compared, however many there are.
 */
export async function findAlike(
  ctx: Ctx,
  traits: Traits,
  { except = 0 }: { except?: number } = {},
): Promise<readonly Alike[]> {
  const asked = questionsOf(traits)
  if (asked.length === 0) return []
  const sql = asked.map(({ sql }, at) => `select id from (${sql}) asked_${at}`).join(' union ')
  const found = await selectRaw<{ id: number }>(
    ctx.db,
    sql,
    asked.flatMap(({ bindings }) => bindings),
  )
  const ids = found.map(({ id }) => Number(id)).filter((id) => id !== except)
  const known = await readTraits(ctx, ids)

  return known
    .map((one) => ({ ...one, ...likenessOf(traits, one) }))
    .filter(({ score }) => score >= SHOWN_FROM)
    .sort((a, b) => b.score - a.score || a.id - b.id)
}

interface Question {
  readonly sql: string
  readonly bindings: readonly (string | number)[]
}

function questionsOf({ taxId, name, ibans, emails, phones }: Traits): readonly Question[] {
  const numbers = [...new Set([...emails, ...emails.map((one) => one.toLowerCase()), ...phones])]
  return [
    ...(taxId === null ? [] : [among('select id from core_contractor where tax_id', [taxId])]),
    ...(name === '' ? [] : [among('select id from core_contractor where reduced_name', [name]), ...near(name)]),
    ...(ibans.length === 0 ? [] : [among('select contractor_id as id from core_bank_account where iban', ibans)]),
    ...(numbers.length === 0 ? [] : [among('select contractor_id as id from core_contact where normal', numbers)]),
  ]
}

function among(select: string, values: readonly string[]): Question {
  return { sql: `${select} in (${marks(values)}) limit ${SAME}`, bindings: values }
}

/** Who shares rare pairs with a name of about that length, those who share most first. */
function near(name: string): readonly Question[] {
  const pairs = rarePairs(name)
  const [shortest, longest] = alikeLengths(letterPairs(name).length)
  if (pairs.length === 0) return []
  const sql = `select contractor_id as id from core_contractor_pair where pair in (${marks(pairs)}) and size between ? and ? group by contractor_id order by count(*) desc, contractor_id limit ${NEAR}`
  return [{ sql, bindings: [...pairs, shortest, longest] }]
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}
