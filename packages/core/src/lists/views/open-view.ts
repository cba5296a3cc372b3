import type { Ctx } from '../../ctx.js'
import type { List, View } from '../../plugin/lists.js'
import type { Door } from '../read-value.js'
import { savedView, viewsAndUsual, type SavedView } from './saved-view.js'

/** The view in which a list is opened: one of its own, or one that an operator keeps. */
export interface OpenView {
  /** As the address says it: a key, or an id. */
  readonly key: string
  readonly filter: View['filter']
  readonly q: string
  readonly sort: string | null
  readonly cols: readonly string[] | null
  /** Null for one of the list's own. */
  readonly saved: SavedView | null
}

export interface Opened {
  /** Null when the address names none that one sees, and the list has none of its own. */
  readonly view: OpenView | null
  /** Those an operator sees, for the tabs; programs are given none. */
  readonly saved: readonly SavedView[]
  /** With which view he has the list open; null when he chose none. */
  readonly usual: string | null
}

/**
 * The view an address asks for. Programs start with no filter at all; a page opens on the operator's own choice or the
 * list's first view, also when nobody knows the one asked for.
 */
export async function openView(
  ctx: Ctx,
  list: List,
  wished: string | null,
  door: Door,
  known?: Opened,
): Promise<Opened> {
  const own = (key: string | null) => list.views.find((view) => view.key === key)
  if (door === 'api') {
    const kept = wished !== null && isId(wished) ? await savedView(ctx, Number(wished)) : null
    const view = kept?.list === list.id ? ofSaved(kept) : ofOwn(own(wished))
    return { view, saved: [], usual: null }
  }
  const { saved, usual } = known ?? (await viewsAndUsual(ctx, list.id))
  const chosen = wished ?? usual
  const named = (key: string | null) => ofSaved(saved.find(({ id }) => String(id) === key)) ?? ofOwn(own(key))
  return { view: named(chosen) ?? ofOwn(list.views[0]), saved, usual }
}

/** An address as names with their values. */
export function queryOf(address: string): Record<string, string[]> {
  const query: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(address)) query[name] = [...(query[name] ?? []), value]
  return query
}

const isId = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text)

function ofOwn(view: View | undefined): OpenView | null {
  return view ? { key: view.key, filter: view.filter, q: '', sort: view.sort ?? null, cols: null, saved: null } : null
}

function ofSaved(saved: SavedView | null | undefined): OpenView | null {
  if (!saved) return null
  const { q, sort, cols, ...filter } = queryOf(saved.address)
  return {
    key: String(saved.id),
    filter,
    q: q?.[0] ?? '',
    sort: sort?.[0] ?? null,
    cols: cols?.[0]?.split(',') ?? null,
    saved,
  }
}
