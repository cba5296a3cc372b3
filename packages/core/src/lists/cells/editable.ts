import type { Ctx } from '../../ctx.js'
import { policyOf } from '../../entity/policy.js'
import { shapeOf } from '../../entity/shape.js'
import type { Column, List } from '../../plugin/lists.js'
import type { ListView, RowView } from '../../ui/views.js'

/** Whether the asking one may change cells of a column where they stand, as far as the column says; each record is asked too. */
export function mayEditColumn(ctx: Ctx, { of }: List, { name, edit }: Column): boolean {
  if (edit === undefined || !ctx.can(edit)) return false
  const field = shapeOf(of).byName.get(name)?.field
  return field !== undefined && !field.readonly
}

/** The rows of a page, with those cells marked that the asking one may change where they stand. */
export async function inPlace(
  ctx: Ctx,
  list: List,
  shown: readonly string[],
  rows: readonly RowView[],
): Promise<Pick<ListView, 'inPlace' | 'rows'>> {
  const columns = list.columns.filter((column) => shown.includes(column.name) && mayEditColumn(ctx, list, column))
  const names = new Set(columns.map(({ name }) => name))
  if (names.size === 0) return { inPlace: false, rows }
  const open = await editableIds(
    ctx,
    list,
    rows.flatMap(({ id }) => (typeof id === 'number' ? [id] : [])),
  )
  const marked = rows.map((row) => {
    if (typeof row.id !== 'number' || !open.has(row.id)) return row
    return { ...row, cells: row.cells.map((cell) => (names.has(cell.column) ? { ...cell, edit: cell.column } : cell)) }
  })
  return { inPlace: open.size > 0, rows: marked }
}

/** Which of these records the asking one may change: one query for a page, none for whoever may change them all. */
async function editableIds(ctx: Ctx, { of }: List, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const policy = policyOf(ctx, of, 'edit')
  if (policy === null || ids.length === 0) return new Set(ids)
  const { tableName } = of.model
  const own: number[] = await ctx
    .db(tableName)
    .whereIn(`${tableName}.id`, [...ids])
    .whereRaw(policy.sql, [...policy.bindings])
    .pluck(`${tableName}.id`)
  return new Set(own)
}
