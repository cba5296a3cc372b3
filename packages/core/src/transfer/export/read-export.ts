import { namedAttributes } from '../../attributes/shown-attributes.js'
import type { Ctx } from '../../ctx.js'
import { drawnColumn, type DrawnColumn } from '../../lists/cell-view.js'
import { allColumns } from '../../lists/list-columns.js'
import { drawnSubject } from '../../lists/subject.js'
import { readPage } from '../../lists/read-page.js'
import type { ListQuery } from '../../lists/read-query.js'
import { pageItems } from '../../lists/serve-list.js'
import { number } from '../../plugin/fields.js'
import { cellOf, type Cell } from './cell.js'

/** A list on its way out. */
export interface Exported {
  readonly headings: readonly string[]
  /** Some hundred rows at a time, so that memory stays flat however long the list is. */
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>
}

/** Some rows of it, and which records they are. */
export interface ExportedPage {
  readonly ids: readonly number[]
  readonly rows: readonly (readonly Cell[])[]
  /** Cursor of the next; null at the end. */
  readonly next: string | null
}

/** Rows read at once. */
export const EXPORT_PAGE = 500

/**
 * The rows an address of a list asks for, in its order, with the columns it shows; `cols=id,…` brings the id, by which an
 * import finds the record again. Each page is read under the policy of `seen`, and what one page learned is forgotten
 * before the next.
 */
export async function readExport(ctx: Ctx, asked: ListQuery): Promise<Exported> {
  const columns = await exportColumns(ctx, asked)
  return { headings: columns.map(({ label }) => label), pages: pagesOf(ctx, asked, columns) }
}

/** One page of it after a cursor. */
export async function readExportPage(
  ctx: Ctx,
  asked: ListQuery,
  columns: readonly DrawnColumn[],
  after: string | null,
): Promise<ExportedPage> {
  const here: ListQuery = { ...asked, limit: EXPORT_PAGE, after, before: null }
  const page = await readPage(ctx, here)
  const names = columns.map(({ column }) => column.name)
  const items = await namedAttributes(ctx, here.list.of, await pageItems(ctx, here, page, names))
  return {
    ids: items.map(({ id }) => id),
    rows: items.map((item) => columns.map((column) => cellOf(ctx, column, item))),
    next: page.next,
  }
}

/** The columns an address shows, in their order: those named in `cols`, or those that are not off. */
export async function exportColumns(ctx: Ctx, { list, subjects, cols }: ListQuery): Promise<readonly DrawnColumn[]> {
  const all = await allColumns(ctx, list)
  const known = new Map(all.map((column) => [column.name, column]))
  const names = cols ?? all.filter(({ off }) => !off).map(({ name }) => name)
  const columns = await Promise.all(
    names.map(async (name) => {
      if (name === 'id') return idColumn(ctx)
      const column = known.get(name) ?? (drawnSubject(subjects, name) ? { name } : undefined)
      return column && drawnColumn(ctx, list, column, drawnSubject(subjects, name))
    }),
  )
  return columns.filter((column) => column !== undefined)
}

function idColumn(ctx: Ctx): DrawnColumn {
  return {
    column: { name: 'id' },
    label: ctx.t('core.id'),
    field: number(),
    align: 'end',
    choices: new Map(),
  }
}

async function* pagesOf(ctx: Ctx, asked: ListQuery, columns: readonly DrawnColumn[]) {
  let after: string | null = null
  do {
    // Labels are remembered per context: a fresh one for each page lets go of them.
    const page: ExportedPage = await readExportPage({ ...ctx }, asked, columns, after)
    yield page.rows
    after = page.next
  } while (after !== null)
}
