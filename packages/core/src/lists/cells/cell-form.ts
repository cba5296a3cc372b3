import { namedAttributes } from '../../attributes/shown-attributes.js'
import type { Ctx } from '../../ctx.js'
import { present, type Presented } from '../../entity/present.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { shapeOf } from '../../entity/shape.js'
import type { Column, List } from '../../plugin/lists.js'
import { place } from '../../plugin/forms.js'
import { notFound } from '../../plugin/refusal.js'
import type { RefusedForm } from '../../plugin/routes.js'
import { fieldView } from '../../ui/field-view.js'
import type { CellView, FieldView } from '../../ui/views.js'
import { cellView, drawnColumn } from '../cell-view.js'
import { drawnSubject, subjectsOf } from '../subject.js'
import { mayEditColumn } from './editable.js'

/** One cell of a list: which list, which column, which record. */
export interface CellPlace {
  readonly list: List
  readonly column: Column
  readonly id: number
}

/** The name under which a form says that a cell of a list is its answer, `<list>/<column>`. */
export const CELL = 'cell'

/** A cell while it is changed: a form of one field, sent to the address of the record itself. */
export interface CellFormView {
  readonly action: string
  readonly version: string
  readonly cell: string
  readonly field: FieldView
  /** What is wrong with something else than the field. */
  readonly message: string | null
}

/** The cell that a form asks for. Null when it asks for none; 404 for one that is not there or is not changed in place. */
export function cellPlace(ctx: Ctx, name: string | undefined, id: unknown): CellPlace | null {
  if (name === undefined) return null
  const [listId, columnName] = name.split('/')
  const list = ctx.registry.plugins.flatMap(({ lists = [] }) => lists).find((one) => one.id === listId)
  const column = list?.columns.find((one) => one.name === columnName)
  if (!list || !column || !mayEditColumn(ctx, list, column)) throw notFound()
  return { list, column, id: Number(id) }
}

/** The cell as it stands in the list. */
export async function cellShown(ctx: Ctx, { list, column, id }: CellPlace): Promise<object> {
  const row = await seenOne(ctx, list.of, id)
  const [item] = await namedAttributes(ctx, list.of, await present(ctx, list.of, [row]))
  const drawn = await drawnColumn(ctx, list, column, drawnSubject(await subjectsOf(ctx, list.of), column.name))
  const cell: CellView = cellView(ctx, drawn, item as Presented)
  return { cell, row: item, href: `${list.of.path}/${id}`, first: list.columns[0] === column }
}

/** The cell as a form, again with what was typed when it was refused. 404 and 403 as the record itself. */
export async function cellForm(
  ctx: Ctx,
  { list, column, id }: CellPlace,
  refused?: RefusedForm,
): Promise<CellFormView> {
  const row = await seenOne(ctx, list.of, id)
  await mustEdit(ctx, list.of, row)
  const shape = shapeOf(list.of).byName.get(column.name)
  const [item] = await present(ctx, list.of, [row])
  if (!shape || !item) throw notFound()
  const { key, field } = shape
  const errors = refused?.errors ?? []
  const own = errors.find(({ path }) => path === key || path === column.name)
  const label = ctx.t(column.label ?? field.label ?? `${list.of.id}.${column.name}`)
  const view = await fieldView(
    ctx,
    { key, label, field, placed: place(column.name) },
    { value: item[column.name], typed: refused?.values[key], error: own?.message },
  )
  return {
    action: `${list.of.path}/${id}`,
    version: String(refused?.values['version'] ?? item.version),
    cell: `${list.id}/${column.name}`,
    field: { ...view, id: `cell-${key}`, hint: undefined },
    message: own ? null : (errors[0]?.message ?? refused?.message ?? null),
  }
}
