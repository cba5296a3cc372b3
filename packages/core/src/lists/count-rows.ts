import type { Ctx } from '../ctx.js'
import { selectRaw } from '../db/select-raw.js'
import { planOf, type Plan } from './plan.js'
import type { ListQuery } from './read-query.js'
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
  // All rows are passed, the far ones too.
  const plan = { ...chosen, where: chosen.farther ?? chosen.where }
  const n = plan.tests.length > 0 ? await countTested(ctx, query, plan) : await countAll(ctx, query, plan)
  return n > MOST ? { value: MOST, exact: false } : { value: n, exact: true }
}

async function countAll(ctx: Ctx, { list }: ListQuery, { where }: Plan): Promise<number> {
  const table = list.of.model.tableName
  const conditions = where.length > 0 ? `where ${where.map(({ sql }) => `(${sql})`).join(' and ')}` : ''
  const text = `select count(*) as n from (select 1 from \`${table}\` ${conditions} limit ${MOST + 1}) counted`
  const [row] = await selectRaw<{ n: number }>(
    ctx.db,
    text,
    where.flatMap(({ bindings }) => bindings),
  )
  return Number(row?.n ?? 0)
}

async function countTested(ctx: Ctx, { list }: ListQuery, plan: Plan): Promise<number> {
  let n = 0
  for await (const rows of walk(
    ctx,
    { entity: list.of, plan, keys: [], back: false, from: null, columns: 'id' },
    BATCH,
  )) {
    n += rows.length
    if (n > MOST) break
  }
  return n
}
