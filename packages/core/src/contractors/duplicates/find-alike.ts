import type { Ctx } from '../../ctx.js'
import { selectRaw } from '../../db/select-raw.js'
import { likenessOf, namePoints, SHOWN_FROM, type Likeness, type Traits } from './likeness.js'
import { alikeLengths, rarePairs } from './rare-pairs.js'
import { readTraits, type Known } from './read-traits.js'
import { letterPairs } from './reduced-name.js'

export type Alike = Known & Likeness

/** Those with one and the same number, at most. */
const SAME = 50
/** Of those that have one rare pair: where more do, it tells nothing, and asking them all would take longer with each new one. */
const HAVING = 500
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
  // Without a name or a number there is nothing to look for.
  if (asked.length === 0) return []
  const sql = asked.map(({ sql }, at) => `select id from (${sql}) asked_${at}`).join(' union ')
  const found = await selectRaw<{ id: number }>(
    ctx.db,
    sql,
    asked.flatMap(({ bindings }) => bindings),
  )
  const ids = new Set([...found.map(({ id }) => Number(id)), ...(await alikeByName(ctx, traits.name))])
  ids.delete(except)
  const known = await readTraits(ctx, [...ids])

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
    ...(name === '' ? [] : [among('select id from core_contractor where reduced_name', [name])]),
    ...(ibans.length === 0 ? [] : [among('select contractor_id as id from core_bank_account where iban', ibans)]),
    ...(numbers.length === 0 ? [] : [among('select contractor_id as id from core_contact where normal', numbers)]),
  ]
}

function among(select: string, values: readonly string[]): Question {
  return { sql: `${select} in (${marks(values)}) limit ${SAME}`, bindings: values }
}

/**
 * Who has a name as alike as is shown: of those that share rare pairs with it and are about as long, who share most first.
 * Their names are compared before anything else of them is read, since nearly all of them fail that.
 */
async function alikeByName(ctx: Ctx, name: string): Promise<readonly number[]> {
  const pairs = rarePairs(name)
  if (pairs.length === 0) return []
  const [shortest, longest] = alikeLengths(letterPairs(name).length)
  const having = pairs.map(
    (_, at) =>
      `select contractor_id from (select contractor_id from core_contractor_pair where pair = ? and size between ? and ? limit ${HAVING}) having_${at}`,
  )
  const sharing = `select contractor_id from (${having.join(' union all ')}) shared group by contractor_id order by count(*) desc, contractor_id limit ${NEAR}`
  const rows = await selectRaw<{ id: number; name: string | null }>(
    ctx.db,
    `select c.id, c.reduced_name as name from (${sharing}) p join core_contractor c on c.id = p.contractor_id`,
    pairs.flatMap((pair) => [pair, shortest, longest]),
  )
  return rows.filter((row) => row.name !== null && namePoints(name, row.name) > 0).map(({ id }) => Number(id))
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}
