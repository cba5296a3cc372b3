import type { Knex } from 'knex'

type Table = Knex.CreateTableBuilder | Knex.AlterTableBuilder
type Column = Knex.ColumnBuilder

/** What every described row has: `id`, `version`, `created_at`, `created_by` (no key to the operator: he may be erased). */
export function recordColumns(t: Table): void {
  t.increments('id')
  t.integer('version').unsigned().notNullable().defaultTo(1)
  instantColumn(t, 'created_at').notNullable()
  t.integer('created_by').unsigned().nullable()
}

/** A text and, beside it, `<name>_key`: its `polishKey` cut to 200 signs, by which it is sorted. Index the key with id. */
export function keyed(t: Table, name: string, max = 200): Column {
  t.string(`${name}_key`, 200).nullable()
  return textColumn(t, name, max)
}

/** A text of at most `max` code points; long ones cannot be indexed. */
export function textColumn(t: Table, name: string, max: number): Column {
  return max <= 1000 ? t.string(name, max) : t.text(name, max > 16_000 ? 'mediumtext' : 'text')
}

/** A moment, UTC, always 24 signs (`2026-11-05T08:00:00.000Z`), so that instants compare as texts. */
export function instantColumn(t: Table, name: string): Column {
  return t.string(name, 24)
}

/** A day of the calendar, `2026-11-05`. */
export function dayColumn(t: Table, name: string): Column {
  return t.string(name, 10)
}

/** An amount in the smallest unit; its name ends in `_minor`. */
export function moneyColumn(t: Table, name: string): Column {
  return t.bigInteger(name)
}

/** A decimal scaled to a whole number by the field's `places`. */
export function scaledColumn(t: Table, name: string): Column {
  return t.bigInteger(name)
}

/** A yes or no, 1 or 0. */
export function yesNoColumn(t: Table, name: string): Column {
  return t.boolean(name)
}

interface RefOptions {
  readonly nullable?: boolean
  /** What happens to this row when the other one goes; the database refuses unless said. */
  readonly onDelete?: 'restrict' | 'cascade' | 'set null'
}

/** A reference to `table`.`id` with its foreign key and an index, named by knex after table and column on both databases. */
export function refColumn(
  t: Table,
  name: string,
  table: string,
  { nullable = false, onDelete = 'restrict' }: RefOptions = {},
): Column {
  const column = t.integer(name).unsigned()
  if (nullable) column.nullable()
  else column.notNullable()
  t.foreign(name).references('id').inTable(table).onDelete(onDelete)
  t.index([name])
  return column
}
