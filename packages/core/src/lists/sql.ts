import type { Sql } from '../entity/policy.js'

type Value = string | number

export const sql = (text: string, bindings: readonly Value[] = []): Sql => ({ sql: text, bindings })

export const name = (table: string, column: string): string => `\`${table}\`.\`${column}\``

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')

/** All of them; null when there are none. */
export function allOf(parts: readonly Sql[]): Sql | null {
  if (parts.length === 0) return null
  return sql(
    parts.map((part) => `(${part.sql})`).join(' and '),
    parts.flatMap(({ bindings }) => bindings),
  )
}

/** The exact complement: what is neither true nor known is in it too. */
export const complement = (part: Sql): Sql => sql(`coalesce((${part.sql}), 0) = 0`, part.bindings)

/** The same condition in a form no index serves, so that the walk along the order of a list stays a walk. */
export const opaque = (part: Sql): Sql => sql(`coalesce((${part.sql}), 0) = 1`, part.bindings)

/** A fragment for LIKE; folded texts have no signs that mean something there. */
export const within = (fragment: string): string => `%${fragment}%`
