import type { Ctx } from '../../ctx.js'
import { loadAccess } from '../../operators/access.js'
import { revisionOf } from '../../entity/revision.js'
import { may } from '../../permissions.js'
import type { List } from '../../plugin/lists.js'
import type { KeepView, ListView } from '../../ui/views.js'
import { hrefWith, type Address } from '../address.js'
import { countEach } from '../count-rows.js'
import { readQuery, type ListQuery, type RawQuery } from '../read-query.js'

/** The tabs above a list: its own views, then those that operators keep. */
export function viewTabs(ctx: Ctx, { list, view, views }: ListQuery, base: string): ListView['views'] {
  const tab = (key: string, label: string, shared: boolean) => ({
    key,
    label,
    shared,
    href: hrefWith(base, [], { view: key }),
    current: view?.key === key,
  })
  return [
    ...list.views.map(({ key }) => tab(key, ctx.t(`${list.id}.view.${key}`), false)),
    ...views.saved.map(({ id, name, audience }) => tab(String(id), name, audience !== 'private')),
  ]
}

/** Rows of a view are counted as far as this for its tab. */
const COUNTED = 999

/** The tabs with how many rows each view has. */
export async function countedTabs(ctx: Ctx, list: List, query: RawQuery, base: string): Promise<ListView['views']> {
  const { count: _count, after: _after, before: _before, ...shown } = query
  const asked = await readQuery(ctx, list, shown, 'page')
  const tabs = viewTabs(ctx, asked, base)
  const queries: ListQuery[] = []
  for (const { key } of tabs) queries.push(await readQuery(ctx, list, { view: key }, 'page', {}, asked.views))
  const counts = await countEach(ctx, queries, COUNTED)
  return tabs.map((tab, at) => {
    const { value = 0, exact = true } = counts[at] ?? {}
    return { ...tab, count: exact ? String(value) : `${value}+` }
  })
}

/** What the reader may do with the view he looks at. */
export async function keepView(ctx: Ctx, asked: ListQuery, address: Address): Promise<KeepView> {
  const { list, view, views } = asked
  const saved = view?.saved ?? null
  const beside = address.filter(([name]) => name !== 'view' && name !== 'limit')
  return {
    list: list.id,
    address: hrefWith('', address, {}).slice(1),
    current: view?.key ?? null,
    usual: view !== null && (views.usual ?? list.views[0]?.key) === view.key,
    changed: beside.length > 0,
    saved: saved && {
      id: saved.id,
      version: saved.version,
      name: saved.name,
      mine: saved.mine,
      owner: saved.owner.label,
      audiences: audiencesOf(ctx, saved.audience),
      roles: await rolesOf(ctx, saved.role?.id ?? null),
    },
    audiences: audiencesOf(ctx, 'private'),
    roles: await rolesOf(ctx, null),
  }
}

function audiencesOf(ctx: Ctx, chosen: string): KeepView['audiences'] {
  const all = ctx.can(may.shareViews) ? ['private', 'role', 'all'] : []
  return all.map((value) => ({ value, label: ctx.t(`core.view.audience.${value}`), selected: value === chosen }))
}

/** The roles a view can be shared with; none for whoever may not share. They are few, and kept in memory. */
async function rolesOf(ctx: Ctx, chosen: number | null): Promise<KeepView['roles']> {
  if (!ctx.can(may.shareViews)) return []
  const access = await loadAccess(ctx.db, (await revisionOf(ctx, 'access')).n)
  return [...access.roles.values()]
    .toSorted((a, b) => a.name.localeCompare(b.name, ctx.locale))
    .map(({ id, name }) => ({ value: id, label: name, selected: id === chosen }))
}
