import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { inParts } from '../db/bulk.js'
import { selectRaw } from '../db/select-raw.js'
import { fromColumn, sortKeyOf, toColumn } from './fields/column.js'
import type { FieldShape, Shape } from './shape.js'

/** Values of a record by the keys of JSON: `name`, `ownerId`, `attributes`. */
export type Values = Readonly<Record<string, unknown>>

/** The field values of rows as JSON has them, by id; kept lists in one query per field. */
export async function valuesOf(ctx: Ctx, shape: Shape, rows: readonly Model[]): Promise<ReadonlyMap<number, Values>> {
  const lists = await keptLists(
    ctx,
    shape,
    rows.map(({ id }) => id),
  )
  return new Map(rows.map((row) => [row.id, { ...rowValues(shape, row), ...lists.get(row.id) }]))
}

/** The columns of a row for these values, sort keys included. */
export function columnsOf({ fields }: Shape, values: Values, only?: ReadonlySet<string>): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  for (const { key, column, keyColumn, field } of fields) {
    if (column === null || (only && !only.has(key))) continue
    columns[column] = toColumn(field, values[key])
    if (keyColumn) columns[keyColumn] = sortKeyOf(values[key])
  }
  return columns
}

/** Writes the lists that live in tables of their own, for the fields that changed. */
export async function writeKept(
  ctx: Ctx,
  { fields }: Shape,
  id: number,
  values: Values,
  changed: ReadonlySet<string>,
  isNew: boolean,
) {
  for (const { key, field } of fields) {
    if (!field.kept || !changed.has(key)) continue
    const { table, record, value } = field.kept
    if (!isNew) await ctx.db(table).where(record, id).delete()
    const items = (values[key] as readonly string[] | null) ?? []
    if (items.length > 0) await ctx.db(table).insert(items.map((item) => ({ [record]: id, [value]: item })))
  }
}

function rowValues({ fields }: Shape, row: Model): Record<string, unknown> {
  const given = row as unknown as Record<string, unknown>
  const values: Record<string, unknown> = {}
  for (const { key, prop, field } of fields) if (prop !== null) values[key] = fromColumn(field, given[prop])
  return values
}

/** The lists of records that are kept in tables of their own, by id and key; null for an empty one. One query per field. */
export async function keptLists(
  ctx: Ctx,
  { fields }: Shape,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Record<string, unknown>>> {
  const lists = new Map<number, Record<string, unknown>>(ids.map((id) => [id, {}]))
  for (const shape of fields) {
    if (!shape.field.kept) continue
    for (const values of lists.values()) values[shape.key] = null
    await fillList(ctx, shape, shape.field.kept, lists)
  }
  return lists
}

async function fillList(
  ctx: Ctx,
  { key, field }: FieldShape,
  { table, record, value }: NonNullable<FieldShape['field']['kept']>,
  lists: ReadonlyMap<number, Record<string, unknown>>,
): Promise<void> {
  const known = field.dictionary ? await field.dictionary(ctx) : field.options
  const order = known?.map((option) => option.key)
  for (const ids of inParts([...lists.keys()])) {
    // Without a builder: every list and every record asks this.
    const sql = `select \`${record}\`, \`${value}\` from \`${table}\` where \`${record}\` in (${marks(ids)}) order by \`${value}\``
    const rows = await selectRaw<Record<string, unknown>>(ctx.db, sql, ids)
    for (const row of rows) {
      const values = lists.get(Number(row[record]))
      if (values) values[key] = [...((values[key] as unknown[] | null) ?? []), row[value]]
    }
  }
  if (!order || order.length === 0) return
  for (const values of lists.values())
    (values[key] as string[] | null)?.sort((a, b) => order.indexOf(a) - order.indexOf(b))
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')
