import type { Model } from '../db/model.js'
import type { Entity } from '../plugin/entity.js'

type Names = Map<string, string | null>

const names = new WeakMap<object, Names>()

/**
 * A row of the database, by columns, as the model's own object; what a query fetched beside the row (`__…`) is left out.
 * Like objection's `fromDatabaseJson`, which takes six times as long and is left to models with columns of JSON.
 */
export function rowOf<M extends Model>({ model }: Entity<M>, columns: Readonly<Record<string, unknown>>): M {
  if (hasJson(model)) return model.fromDatabaseJson(columns) as unknown as M
  const known = names.get(model) ?? new Map<string, string | null>()
  names.set(model, known)

  const row = new model()
  const props = row as unknown as Record<string, unknown>
  for (const column in columns) {
    const prop = known.get(column) ?? learn(model, known, column)
    if (prop !== null) props[prop] = columns[column]
  }
  return row
}

/** Objection leaves it undefined where nobody says it. */
const hasJson = ({ jsonAttributes }: { readonly jsonAttributes?: readonly string[] | undefined }): boolean =>
  (jsonAttributes ?? []).length > 0

function learn(model: Entity['model'], known: Names, column: string): string | null {
  const prop = column.startsWith('__') ? null : model.columnNameToPropertyName(column)
  known.set(column, prop)
  return prop
}
