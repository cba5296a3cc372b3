import type { QueryBuilder } from 'objection'
import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { selectRaw } from '../db/select-raw.js'
import type { Entity } from '../plugin/entity.js'
import { shapeOf } from './shape.js'

interface Statement {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/** Something to be asked together with other things: a query, the columns it gives, and what its rows become. */
export interface Question<Row> {
  readonly query: { toKnexQuery(): { toSQL(): Statement } }
  readonly columns: readonly string[]
  /** As in ORDER BY, constants only; the rows come in this order. */
  readonly order: readonly string[]
  readonly row: (json: Record<string, unknown>) => Row
}

type Rows<Q> = Q extends Question<infer Row> ? readonly Row[] : readonly never[]

/**
 * Whole rows of an entity whose columns are all described. `query` comes from `seen`; its order is said here, in SQL and
 * by constants: `['at desc', 'id desc']`.
 */
export function rowsOf<M extends Model>(
  entity: Entity<M>,
  query: QueryBuilder<M>,
  order: readonly string[],
  limit?: number,
): Question<M> {
  return wholeRows(entity, ordered(query, order, limit), order)
}

/**
 * The first `limit` rows of several queries of an entity that have none in common, where one query would have to sort what
 * it finds. Each query brings an order that an index has ready, and is read that far; of what was read, the `columns` are
 * put in the order of all, and only what is left is read whole.
 */
export function firstOf<M extends Model>(
  entity: Entity<M>,
  queries: readonly QueryBuilder<M>[],
  {
    columns,
    order,
    limit,
  }: { readonly columns: readonly string[]; readonly order: readonly string[]; readonly limit: number },
): Question<M> {
  const { tableName } = entity.model
  const { sql, bindings } = united(queries.map((query) => query.select('id', ...columns).limit(limit)))
  const first = `select id from (${sql}) every_one order by ${order.join(', ')} limit ${limit}`
  const whole = `select ${tableName}.* from (${first}) first_ones join ${tableName} on ${tableName}.id = first_ones.id`
  return wholeRows(entity, asked({ sql: whole, bindings }), order)
}

/**
 * How many rows several queries have that have none in common, counted as far as `most` and one more: it costs the same
 * however many there are. Queries come from `seen` and have no order.
 */
export function countOf<M extends Model>(
  queries: readonly QueryBuilder<M>[],
  most: number,
): Question<{ readonly n: number }> {
  const { sql, bindings } = united(queries.map((query) => query.select('id').limit(most + 1)))
  return figuresOf(asked({ sql: `select count(*) as n from (${sql} limit ${most + 1}) counted`, bindings }), ['n'])
}

function ordered<M extends Model>(query: QueryBuilder<M>, order: readonly string[], limit?: number): QueryBuilder<M> {
  for (const each of order) query.orderByRaw(each)
  if (limit !== undefined) query.limit(limit)
  return query
}

/** Neither database takes an order or a limit of a part of a union unless the part is a table of its own. */
function united(queries: readonly Pick<QueryBuilder<Model>, 'toKnexQuery'>[]): Statement {
  const parts = queries.map((query): Statement => query.toKnexQuery().toSQL())
  return {
    sql: parts.map(({ sql }, at) => `select * from (${sql}) one_${at}`).join(' union all '),
    bindings: parts.flatMap(({ bindings }) => bindings),
  }
}

function asked(statement: Statement): Question<never>['query'] {
  return { toKnexQuery: () => ({ toSQL: () => statement }) }
}

function wholeRows<M extends Model>(entity: Entity<M>, query: object, order: readonly string[]): Question<M> {
  const { fields } = shapeOf(entity as unknown as Entity)
  const own = fields.flatMap(({ column, keyColumn }) => [column, keyColumn]).filter((column) => column !== null)

  return {
    query: query as Question<M>['query'],
    columns: ['id', 'version', 'created_at', 'created_by', ...own],
    order,
    row: (json) => entity.model.fromDatabaseJson(json) as unknown as M,
  }
}

/** Figures rather than records: `query` selects exactly these columns, which the rows have by these names. */
export function figuresOf<Row>(query: object, columns: readonly (keyof Row & string)[]): Question<Row> {
  return { query: query as Question<Row>['query'], columns, order: [], row: (json) => json as Row }
}

/**
 * Answers several questions in one statement, for a page that would else ask the database a dozen times. For a few rows
 * each: every row travels as JSON. Null stands for a question that need not be asked; its answer is empty.
 */
export async function together<Q extends Readonly<Record<string, Question<never> | Question<object> | null>>>(
  { db }: Pick<Ctx, 'db'>,
  questions: Q,
): Promise<{ readonly [Name in keyof Q]: Rows<Q[Name]> }> {
  const asked = Object.entries(questions).flatMap(([name, question]) => (question ? [{ name, question }] : []))
  const parts = asked.map(({ question: { query, columns, order } }, part) => {
    const { sql, bindings } = query.toKnexQuery().toSQL()
    const placed = order.length > 0 ? `row_number() over (order by ${order.join(', ')})` : '0'
    const json = columns.map((column) => `'${column}', \`${column}\``).join(', ')
    return {
      sql: `select ${part} as part, ${placed} as place, json_object(${json}) as found from (${sql}) q${part}`,
      bindings,
    }
  })
  const rows =
    parts.length === 0
      ? []
      : await selectRaw<{ part: number; place: number; found: unknown }>(
          db,
          parts.map(({ sql }) => sql).join(' union all '),
          parts.flatMap(({ bindings }) => bindings as readonly (string | number | null)[]),
        )

  const answers = Object.keys(questions).map((name) => {
    const part = asked.findIndex((one) => one.name === name)
    const found = rows.filter((row) => Number(row.part) === part).sort((a, b) => Number(a.place) - Number(b.place))
    const rowOf = asked[part]?.question.row
    return [name, rowOf ? found.map((row) => rowOf(jsonOf(row.found))) : []]
  })
  return Object.fromEntries(answers) as { readonly [Name in keyof Q]: Rows<Q[Name]> }
}

/** One driver knows what is JSON and has read it already, the other gives it as text. */
function jsonOf(found: unknown): Record<string, unknown> {
  return (typeof found === 'string' ? JSON.parse(found) : found) as Record<string, unknown>
}
