import type { Ctx } from '@berberis/sdk'

export interface Counted {
  readonly value: number
  /** False: there are more. */
  readonly exact: boolean
}

/** Counted exactly as far as this, so that a count costs the same however large the firm. */
export const MOST = 1_000

interface Countable {
  clearSelect(): Countable
  select(column: string): Countable
  limit(rows: number): Countable
  toKnexQuery(): unknown
  modelClass(): { readonly tableName: string }
}

/** How many rows a query of models has, exact to 1 000. */
export async function countUpTo(ctx: Ctx, query: object): Promise<Counted> {
  const rows = query as Countable
  const some = rows
    .clearSelect()
    .select(`${rows.modelClass().tableName}.id`)
    .limit(MOST + 1)
    .toKnexQuery()
  const counted = ctx.db
    .from((some as { as(name: string): never }).as('counted'))
    .count<{ n: number | string }[]>({ n: '*' })
  const [row] = await counted
  const n = Number(row?.n ?? 0)
  return n > MOST ? { value: MOST, exact: false } : { value: n, exact: true }
}
