import { Model as ObjectionModel, snakeCaseMappers } from 'objection'

/**
 * The base of every model: camelCase in code, snake_case in the database, never bound to a connection, so that a query
 * which forgets `ctx.db` throws at once. Columns are declared with `declare`; an initialiser would be written back on
 * every patch.
 */
export class Model extends ObjectionModel {
  declare id: number

  static override get columnNameMappers() {
    return mappers
  }

  static override get useLimitInFirst() {
    return true
  }
}

/** What a described entity's row has beside its own columns. */
export class Recorded extends Model {
  /** 1, 2, 3 …; raised by every save. */
  declare version: number
  /** UTC instant. */
  declare createdAt: string
  declare createdBy: number | null
}

export type ModelClass<M extends Model> = { new (): M; tableName: string } & Omit<typeof Model, 'new'>

const mappers = snakeCaseMappers()
