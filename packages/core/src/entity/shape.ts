import type { Entity } from '../plugin/entity.js'
import type { Field } from '../plugin/fields.js'

/** Where one field of an entity stands, worked out once. */
export interface FieldShape {
  readonly name: string
  readonly field: Field
  /** As it is written in JSON and named by rules: `ownerId` for the reference `owner`, else the name. */
  readonly key: string
  /** Column of the database; null when the value is kept in a table of its own, or nowhere. */
  readonly column: string | null
  /** The same as a property of the model's row. */
  readonly prop: string | null
  /** The column beside it that sorts. */
  readonly keyColumn: string | null
}

export interface Shape {
  readonly entity: Entity
  readonly table: string
  readonly fields: readonly FieldShape[]
  readonly byKey: ReadonlyMap<string, FieldShape>
  readonly byName: ReadonlyMap<string, FieldShape>
}

const shapes = new WeakMap<object, Shape>()

/** An entity's fields with their columns. */
export function shapeOf(entity: Entity): Shape {
  const known = shapes.get(entity)
  if (known) return known

  const fields = Object.entries(entity.fields).map(([name, field]) => fieldShape(entity, name, field))
  const shape: Shape = {
    entity,
    table: entity.model.tableName,
    fields,
    byKey: new Map(fields.map((each) => [each.key, each])),
    byName: new Map(fields.map((each) => [each.name, each])),
  }
  shapes.set(entity, shape)
  return shape
}

/** The column of a model's property, `ownerId` → `owner_id`; a name that is a column already stays. */
export function columnOf(entity: Entity, prop: string): string {
  return entity.model.propertyNameToColumnName(prop)
}

function fieldShape(entity: Entity, name: string, field: Field): FieldShape {
  const key = field.kind === 'ref' ? `${name}Id` : name
  const column = field.column === null ? null : columnOf(entity, field.column ?? key)
  return {
    name,
    field,
    key,
    column,
    prop: column === null ? null : entity.model.columnNameToPropertyName(column),
    keyColumn: column !== null && field.kind === 'text' && field.sortKey ? `${column}_key` : null,
  }
}
