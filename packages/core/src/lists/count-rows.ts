import type { Ctx } from '../ctx.js'
import { selectRaw } from '../db/select-raw.js'
import type { Sql } from '../entity/policy.js'
import { planOf, type Plan } from './plan.js'
import type { ListQuery } from './read-query.js'
import { sql } from './sql.js'
import { walk } from './walk.js'

export interface ListCount {
  readonly value: number
  /** False: there are more than `value`. */
  readonly exact: boolean
}

/** Counted exactly as far as this. */
const MOST = 10_000
const BATCH = 2000

/** How many rows an address has, exact to 10 000. */
export async function countRows(ctx: Ctx, query: ListQuery, known?: Plan): Promise<ListCount> {
  const chosen = known ?? (await planOf(ctx, query))
  const plan = wholly(chosen)
  if (plan.tests.length > 0) return told(await countTested(ctx, query, plan, MOST), MOST)
  const { sql: text, bindings } = countSql(query, plan, MOST)
  const [row] = await selectRaw<{ n: number }>(ctx.db, `select ${text} as n`, bindings)
  return told(Number(row?.n ?? 0), MOST)
}

/** The same for several addresses of one list in few queries, each exact to `most`. */
export async function countEach(ctx: Ctx, queries: readonly ListQuery[], most: number): Promise<readonly ListCount[]> {
  const plans: { query: ListQuery; plan: Plan }[] = []
  for (const query of queries) plans.push({ query, plan: wholly(await planOf(ctx, query)) })
  const plain = plans.filter(({ plan }) => plan.tests.length === 0)
  const parts = plain.map(({ query, plan }) => countSql(query, plan, most))
  const columns = parts.map(({ sql: text }, at) => `${text} as n${at}`)
  const bindings = parts.flatMap((part) => part.bindings)
  const [row] =
    columns.length > 0 ? await selectRaw<Record<string, number>>(ctx.db, `select ${columns.join(', ')}`, bindings) : []

  const counts: ListCount[] = []
  for (const one of plans) {
    const at = plain.indexOf(one)
    counts.push(told(at < 0 ? await countTested(ctx, one.query, one.plan, most) : Number(row?.[`n${at}`] ?? 0), most))
  }
  return counts
}

/** All rows are passed, the far ones too. */
const wholly = (plan: Plan): Plan => ({ ...plan, where: plan.farther ?? plan.where })

const told = (n: number, most: number): ListCount =>
  n > most ? { value: most, exact: false } : { value: n, exact: true }

function countSql({ list }: ListQuery, { where }: Plan, most: number): Sql {
  const table = list.of.model.tableName
  const conditions = where.length > 0 ? `where ${where.map((part) => `(${part.sql})`).join(' and ')}` : ''
  return sql(
    `(select count(*) from (select 1 from \`${table}\` ${conditions} limit ${most + 1}) counted)`,
    where.flatMap(({ bindings }) => bindings),
  )
}

async function countTested(ctx: Ctx, { list }: ListQuery, plan: Plan, most: number): Promise<number> {
  let n = 0
  for await (const rows of walk(
    ctx,
    { entity: list.of, plan, keys: [], back: false, from: null, columns: 'id' },
    BATCH,
  )) {
    n += rows.length
    if (n > most) break
  }
  return n
}
