import type { Sql } from '../entity/policy.js'
import type { OrderKey } from './order-sql.js'
import { sql } from './sql.js'
import type { Place } from './walk.js'

export interface Order {
  readonly keys: readonly OrderKey[]
  readonly back: boolean
  /** No row of this part lacks the first key. */
  readonly present: boolean
  /** The id's expression: the last key, so that no two rows stand in one place. */
  readonly id: string
  readonly idDown: boolean
}

/** Keys in order; rows that lack one come after those that have it, whichever way it is sorted. */
export function orderBy({ keys, back, present, id, idDown }: Order): string {
  const parts = keys.map(({ expr, down, always }, at) => {
    const way = down === back ? 'asc' : 'desc'
    return (at === 0 && present) || always
      ? `${expr} ${way}`
      : `(${expr} is null) ${back ? 'desc' : 'asc'}, ${expr} ${way}`
  })
  return [...parts, `${id} ${idDown === back ? 'asc' : 'desc'}`].join(', ')
}

/**
 * Rows after a place, all of which have the first key, written so that the index of the first key serves as a range: MariaDB
 * begins it at the place itself where there is but one key. Where there are others, rows that share the first one are passed
 * again on each page.
 */
export function afterFirst(order: Order, { values, id }: Place): Sql {
  const [first] = order.keys
  const [value] = values
  if (!first || value === null || value === undefined) return afterAll(order, { values, id })
  const sign = signOf(first.down, order.back)
  const rest = after(order, 1, values, id)
  if (order.keys.length === 1)
    return sql(`(${first.expr} ${sign} ? or (${first.expr} = ? and ${rest.sql}))`, [value, value, ...rest.bindings])
  return sql(`${first.expr} ${sign}= ? and (${first.expr} ${sign} ? or ${rest.sql})`, [value, value, ...rest.bindings])
}

/**
 * The same for SQLite and an order by one key: the rest of the rows that share its key, and all with a later one. Two ranges
 * of the index, to be read and merged: an `or` of them, and a row value that ends with the id, it reads from the first row of
 * the table or of the key. Null for other orders. MariaDB needs none of it: alone, the first of the two is read from the first
 * row of the key.
 */
export function afterInTwo(order: Order, { values, id }: Place): readonly Sql[] | null {
  const [first, ...more] = order.keys
  const [value] = values
  if (!first || more.length > 0 || value === null || value === undefined) return null
  const sign = signOf(first.down, order.back)
  // A place before all rows of its key.
  if (id === (sign === '>' ? 0 : Number.MAX_SAFE_INTEGER)) return [sql(`${first.expr} ${sign}= ?`, [value])]
  return [sql(`${first.expr} = ? and ${order.id} ${sign} ?`, [value, id]), sql(`${first.expr} ${sign} ?`, [value])]
}

/** The order of rows that were read already, by the names they have there: `__k0`, …, `id`. */
export function orderByName({ keys, back, present, idDown }: Order): string {
  const named = keys.map((key, at) => ({ ...key, expr: `__k${at}` }))
  return orderBy({ keys: named, back, present, id: 'id', idDown })
}

/** Rows that come before all those with a value of the first key. */
export function before({ keys: [first], back }: Order, value: string | number): Sql {
  return first ? sql(`${first.expr} ${signOf(first.down, !back)} ?`, [value]) : sql('1 = 1')
}

/** Rows after a place where any key may be missing. */
export function afterAll(order: Order, { values, id }: Place): Sql {
  return after(order, 0, values, id)
}

function after(order: Order, at: number, values: Place['values'], id: number): Sql {
  const key = order.keys[at]
  if (!key) return sql(`${order.id} ${signOf(order.idDown, order.back)} ?`, [id])
  const { expr } = key
  const value = values[at] ?? null
  const rest = after(order, at + 1, values, id)
  if (value === null) {
    const others = order.back ? `${expr} is not null or ` : ''
    return sql(`(${others}(${expr} is null and ${rest.sql}))`, rest.bindings)
  }
  const missing = order.back ? '' : `${expr} is null or `
  const sign = signOf(key.down, order.back)
  return sql(`(${expr} ${sign} ? or ${missing}(${expr} = ? and ${rest.sql}))`, [value, value, ...rest.bindings])
}

const signOf = (down: boolean, back: boolean): '<' | '>' => (down === back ? '>' : '<')
