import type { Ctx } from '../../ctx.js'
import { insertMissing } from '../../db/bulk.js'
import type { List } from '../../plugin/lists.js'
import { Refusal } from '../../plugin/refusal.js'
import { planOf } from '../plan.js'
import { readQuery, type ListQuery } from '../read-query.js'
import type { Door } from '../read-value.js'
import { allOf, marks, name, sql } from '../sql.js'
import { queryOf } from '../views/open-view.js'
import { walk } from '../walk.js'
import { ROWS } from './bulk-run.js'

/** Which records: these, or all that a filter has now but for some. */
export interface On {
  readonly ids?: readonly number[]
  /** An address of the list. */
  readonly filter?: string
  readonly except?: readonly number[]
}

/** Records one bulk change may have (spec-core §7). */
const MOST = 1_000_000
const BATCH = 2000

/**
 * Writes down which records a bulk change has, so that those that come later are not its own, and counts them. 400 for a
 * wrong filter, 422 `core.bulk-filter-unknown` for one that a page would leave out, `core.bulk-too-many`, `core.bulk-nothing`.
 */
export async function fixRows(ctx: Ctx, runId: number, list: List, on: On, door: Door): Promise<number> {
  if (on.ids) {
    const rows = [...new Set(on.ids)].map((record) => ({ run_id: runId, record, reason: null }))
    await insertMissing(ctx.db, ROWS, ['run_id', 'record'], rows)
  } else await insertFound(ctx, runId, await wholeQuery(ctx, list, on.filter ?? '', door), on.except ?? [])

  const [row] = await ctx.db(ROWS).where({ run_id: runId }).count<{ n: number }[]>({ n: '*' })
  const total = Number(row?.n ?? 0)
  if (total > MOST) throw new Refusal('core.bulk-too-many', { params: { max: MOST } })
  if (total === 0) throw new Refusal('core.bulk-nothing')
  return total
}

/** A filter in which nothing was left out: else more would be changed than somebody meant. */
export async function wholeQuery(ctx: Ctx, list: List, filter: string, door: Door): Promise<ListQuery> {
  const query = await readQuery(ctx, list, queryOf(filter), door)
  const names = [...query.setAside, ...query.faults.map(({ path }) => path), ...query.broken]
  if (names.length > 0) throw new Refusal('core.bulk-filter-unknown', { params: { names: names.join(', ') } })
  return query
}

async function insertFound(ctx: Ctx, runId: number, query: ListQuery, except: readonly number[]): Promise<void> {
  const entity = query.list.of
  const table = entity.model.tableName
  const id = name(table, 'id')
  const plan = await planOf(ctx, query)
  const without = except.length > 0 ? [sql(`${id} not in (${marks(except)})`, [...except])] : []
  const where = [...(plan.farther ?? plan.where), ...without]
  if (plan.tests.length === 0) {
    const all = allOf(where)
    const text = `insert into ${ROWS} (run_id, record) select ?, ${id} from \`${table}\`${all ? ` where ${all.sql}` : ''} limit ${MOST + 1}`
    await ctx.db.raw(text, [runId, ...(all?.bindings ?? [])])
    return
  }
  let n = 0
  const given = { entity, plan: { ...plan, where }, keys: [], back: false, from: null, columns: 'id' } as const
  for await (const rows of walk(ctx, given, BATCH)) {
    n += rows.length
    await insertMissing(
      ctx.db,
      ROWS,
      ['run_id', 'record'],
      rows.map(({ row }) => ({ run_id: runId, record: row.id, reason: null })),
    )
    if (n > MOST) return
  }
}
