import type { Sql } from '../entity/policy.js'

/** A table with one row per value of a record: a list that is kept, or attributes. */
export interface ValueTable {
  readonly table: string
  readonly record: string
  readonly value: string
  /** What else holds for the rows of this subject. */
  readonly where: string
  readonly bindings: readonly (string | number)[]
  /** One value in an index's form, and the check beside it. */
  readonly equals: (value: string | number) => Sql
  /** Which rows count as a value; all unless said. */
  readonly filled?: Sql
}
