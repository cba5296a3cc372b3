import type { seen } from '@berberis/sdk'
import { type Ctx, type Entity, type Recorded } from '@berberis/sdk'

interface Walk {
  /** Column the rows are in the order of, then by id. */
  readonly by: string
  readonly down?: boolean
  /** Id of the row the page begins after; the first page without. */
  readonly after?: number | undefined
  readonly limit: number
}

export interface NextRows<M> {
  readonly rows: readonly M[]
  /** Id of the last row when others follow. */
  readonly next: number | null
}

/** Rows of a query of an entity in the order of one column: `limit` of them after one that was seen. */
export async function nextRows<M extends Recorded>(
  ctx: Ctx,
  entity: Entity<M>,
  query: ReturnType<typeof seen<M>>,
  { by, down = false, after, limit }: Walk,
): Promise<NextRows<M>> {
  const table = entity.model.tableName
  const column = `${table}.${by}`
  const [first, rest] = down ? ['<=', '<'] : ['>=', '>']
  if (after !== undefined) {
    const last = await ctx.db(table).where({ id: after }).first<Record<string, string | null> | undefined>(by)
    const value = last?.[by] ?? null
    if (value === null) void query.whereNull(column).where(`${table}.id`, rest, after)
    else
      void query.whereRaw(
        `((${column} ${first} ? and (${column} ${rest} ? or ${table}.id ${rest} ?))${down ? ` or ${column} is null` : ''})`,
        [value, value, after],
      )
  }
  const way = down ? 'desc' : 'asc'
  const found = (await query
    .orderByRaw(`${column} ${way}, ${table}.id ${way}`)
    .limit(limit + 1)) as unknown as readonly M[]
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}
