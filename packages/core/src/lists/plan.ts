import type { Ctx } from '../ctx.js'
import { indexesOf } from '../db/describe-indexes.js'
import { selectRaw } from '../db/select-raw.js'
import { policyOf, type Sql } from '../entity/policy.js'
import { queryWords } from '../text/search-words.js'
import { compileCondition, sargable, type Compiled } from './condition-sql.js'
import type { ListQuery } from './read-query.js'
import { sql } from './sql.js'
import { searchSql } from './text-sql.js'

/** How the rows of a query are reached. */
export interface Plan {
  /** Conditions over the entity's table, each in the form that suits. */
  readonly where: readonly Sql[]
  /** The same for the rest of a walk that has passed some hundred rows; null when it goes on as it began. */
  readonly farther: readonly Sql[] | null
  /** Walks within the rows of each of some values, which are merged; null: there is one walk. */
  readonly branches: readonly Sql[] | null
  readonly tests: readonly NonNullable<Compiled['test']>[]
  /** True: a condition with few rows leads, and they are sorted. False: the order leads, and each row is asked. */
  readonly driven: boolean
}

const NOTHING: Compiled = { eager: null, lazy: sql('1 = 0'), probe: null }

/** So few rows are fetched and sorted faster than an order is walked past them. */
const FEW = 1000
/** The same when some of them may yet fail, so that a walk might have to pass nearly everything (spec-core §8). */
const FEW_LOOSE = 5000

/**
 * Reads how many rows each condition has, up to a thousand, and lets one with few of them lead; otherwise the index of
 * the order leads and the conditions are asked row by row, which ends early because they are common. Either way alone is
 * slow for the other case, and neither database can tell them apart by itself. A condition whose index goes on with the
 * order narrows that walk to its own rows. Rows that are common but all at the end of the order (every „Hurtownia”) make a
 * walk long; from some hundred rows on, it asks a set.
 */
export async function planOf(ctx: Ctx, query: ListQuery): Promise<Plan> {
  const entity = query.list.of
  const policy = policyOf(ctx, entity, 'read')
  const words = query.q === '' ? null : queryWords(query.q)
  const first: readonly Compiled[] = [
    ...(policy ? [sargable(entity.model.tableName, policy)] : []),
    ...(query.broken.length > 0 ? [NOTHING] : []),
    ...(words ? [words.length > 0 ? searchSql(entity, words) : NOTHING] : []),
    ...query.conditions.map((condition) => compileCondition(ctx, entity, condition)),
  ]
  const { compiled, leading } = await ledBy(ctx, first)
  const within = leading === null ? await walkWithin(ctx, query, compiled) : null
  const branches = leading === null && within === null ? await walksWithin(ctx, query, compiled) : null
  const order = query.sort[0]?.subject.key
  const offset = compiled.length - query.conditions.length

  // A range of the first sort key narrows the walk itself.
  const where = compiled.map(({ eager, lazy }, at) =>
    eager && (at === leading || at === within || query.conditions[at - offset]?.subject.key === order) ? eager : lazy,
  )
  const sets =
    leading === null && branches === null && orderColumn(query) !== null && compiled.some(({ inSet }) => inSet)
  return {
    where,
    farther: sets ? compiled.map(({ inSet }, at) => inSet ?? where[at] ?? sql('1 = 1')) : null,
    branches,
    tests: compiled.flatMap(({ test }) => (test ? [test] : [])),
    driven: leading !== null,
  }
}

/** The conditions in the form in which one of them leads to few rows, and its place; null when none does. */
async function ledBy(
  ctx: Ctx,
  compiled: readonly Compiled[],
): Promise<{ readonly compiled: readonly Compiled[]; readonly leading: number | null }> {
  const leading = await fewest(ctx, compiled)
  if (leading !== null || compiled.every(({ second }) => !second)) return { compiled, leading }
  const slower = compiled.map((each) => ({ ...each, probe: null, loose: false, ...each.second }))
  return { compiled: slower, leading: await fewest(ctx, slower) }
}

/** The place of the condition with the fewest rows, if they are few; all are probed in one query. */
async function fewest(ctx: Ctx, compiled: readonly Compiled[]): Promise<number | null> {
  const probes = compiled.flatMap(({ probe }, at) => (probe ? [{ probe, at }] : []))
  if (probes.length === 0) return null
  const mostOf = (at: number) => (compiled[at]?.loose ? FEW_LOOSE : FEW)
  const columns = probes.map(
    ({ probe, at }) => `(select count(*) from (${probe.sql} limit ${mostOf(at) + 1}) x${at}) as c${at}`,
  )
  const bindings = probes.flatMap(({ probe }) => probe.bindings)
  const [counts] = await selectRaw<Record<string, number>>(ctx.db, `select ${columns.join(', ')}`, bindings)

  const found = probes
    .map(({ at }) => ({ at, n: Number(counts?.[`c${at}`] ?? Infinity) }))
    .filter(({ at, n }) => n <= mostOf(at))
  const least = found.reduce<{ at: number; n: number } | null>(
    (best, each) => (best && best.n <= each.n ? best : each),
    null,
  )
  return least?.at ?? null
}

/** The place of a condition that holds a column to one value where an index has the rows of each value in the order asked. */
async function walkWithin(ctx: Ctx, query: ListQuery, compiled: readonly Compiled[]): Promise<number | null> {
  if (compiled.every(({ held }) => held === undefined)) return null
  const goesOn = await indexedOrder(ctx, query)
  const at = compiled.findIndex(({ held }) => held !== undefined && goesOn(held))
  return at < 0 ? null : at
}

/** The same for a condition that holds a column to some values: the rows of each. */
async function walksWithin(ctx: Ctx, query: ListQuery, compiled: readonly Compiled[]): Promise<readonly Sql[] | null> {
  if (compiled.every(({ split }) => split === undefined)) return null
  const goesOn = await indexedOrder(ctx, query)
  return compiled.find(({ split }) => split && goesOn(split.column))?.split?.branches ?? null
}

/** Says of a column whether an index that begins with it goes on with the order of the list. */
async function indexedOrder(ctx: Ctx, query: ListQuery): Promise<(column: string) => boolean> {
  const order = orderColumn(query)
  if (order === null) return () => false
  const indexes = (await indexesOf(ctx.db)).get(query.list.of.model.tableName) ?? []
  return (column) =>
    indexes.some(({ partial, columns: [first, then] }) => !partial && first === column && then === order)
}

/** The column of the table that alone makes the order; null for an order by several keys, an attribute or a reference. */
function orderColumn({ sort: [first, ...more] }: ListQuery): string | null {
  if (!first || more.length > 0 || first.subject.field.kind === 'ref') return null
  const { source } = first.subject
  return source.kind === 'column' ? (source.keyColumn ?? source.column) : null
}
