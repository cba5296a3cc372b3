import type { Ctx } from '../ctx.js'
import { gathering } from '../plugin/hooks.js'
import type { Column, List } from '../plugin/lists.js'
import { drawnSubject, type Subject } from './subject.js'

/**
 * Columns other plugins add to a list; each must have `kind`, `label` and `values`, which is given the ids of one page and
 * answers in one query. Asked once per page, not per row, and not while rows are only counted.
 */
export const listColumns = gathering<Column, { list: List }>('core.list-columns')

/** The columns of a list with those plugins add. */
export async function allColumns(ctx: Ctx, list: List): Promise<readonly Column[]> {
  return [...list.columns, ...(await ctx.gather(listColumns, { list }))]
}

/** Those of the names that are no column of a list: neither its own or a plugin's, nor a field, an attribute or the id. */
export async function unknownColumns(
  ctx: Ctx,
  list: List,
  subjects: ReadonlyMap<string, Subject>,
  names: readonly string[],
): Promise<readonly string[]> {
  const own = new Set(['id', ...list.columns.map(({ name }) => name)])
  const strange = names.filter((name) => !own.has(name) && !drawnSubject(subjects, name))
  if (strange.length === 0) return []
  const known = new Set((await allColumns(ctx, list)).map(({ name }) => name))
  return strange.filter((name) => !known.has(name))
}
