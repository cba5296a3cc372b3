import type { Ctx } from '../ctx.js'
import { gathering } from '../plugin/hooks.js'
import type { Column, List } from '../plugin/lists.js'

/**
 * Columns other plugins add to a list; each must have `kind`, `label` and `values`, which is given the ids of one page and
 * answers in one query. Asked once per page, not per row, and not while rows are only counted.
 */
export const listColumns = gathering<Column, { list: List }>('core.list-columns')

/** The columns of a list with those plugins add. */
export async function allColumns(ctx: Ctx, list: List): Promise<readonly Column[]> {
  return [...list.columns, ...(await ctx.gather(listColumns, { list }))]
}
