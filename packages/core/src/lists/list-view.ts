import { namedAttributes } from '../attributes/shown-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Presented } from '../entity/present.js'
import { may } from '../permissions.js'
import type { Column, ComputedRow, List } from '../plugin/lists.js'
import type { ListCreate } from '../plugin/routes.js'
import type { FilterView, ListView, RowView } from '../ui/views.js'
import { addressOf, hrefWith, type Address } from './address.js'
import { inPlace } from './cells/editable.js'
import { cellView, drawnColumn, type DrawnColumn } from './cell-view.js'
import { nameOf } from './condition.js'
import { faultText } from './fault-text.js'
import { chipText, filterView, namesOf, type FilterViewGiven } from './filter-view.js'
import { allColumns } from './list-columns.js'
import { readPage } from './read-page.js'
import { readQuery, type ListQuery, type RawQuery } from './read-query.js'
import { lastRows, pageItems } from './serve-list.js'
import { soughtFilters } from './sought-filters.js'
import { drawnSubject, isSortable } from './subject.js'
import { exportsOf, importHrefOf } from './transfer-links.js'
import { bulkOf } from './bulk/bulk-of.js'
import { keepView, viewTabs } from './views/view-tabs.js'

export interface ListViewGiven {
  /** Conditions the page itself sets, e.g. the contractor of a tab; they show no chip and cannot be cleared. */
  readonly fixed?: RawQuery
  /** Address of the page, without its query. */
  readonly base: string
  readonly title: string
  /** The create button when no entry under "Utwórz" leads to this entity's form. */
  readonly create?: ListCreate
  /** True where the export stands beside `base`: on the page of the list itself. */
  readonly exported?: boolean
}

const LIMITS = [25, 50, 100, 200]
const MOST_FILTERS = 40

/** All of a list's page, in words and addresses. Names nobody knows and wrong values are left out, and named above it. */
export async function listView(
  ctx: Ctx,
  list: List,
  sent: RawQuery,
  { fixed, base, title, create, exported = false }: ListViewGiven,
): Promise<ListView> {
  const { query, found } = await soughtFilters(ctx, list.of, sent)
  const asked = await readQuery(ctx, list, query, 'page', fixed)
  const page = await readPage(ctx, asked)
  const address = understood(asked, query)
  const to = (changes: Readonly<Record<string, string | null>>) => hrefWith(base, address, changes)

  const columns = inOrder(asked, await columnsOf(ctx, asked))
  const shown = columns.filter(({ column }) => isShown(asked, column))
  const names = shown.map(({ column }) => column.name)
  const items = await namedAttributes(ctx, list.of, await pageItems(ctx, asked, page, names))
  const last = page.next === null ? await lastRows(ctx, asked) : []
  const filters = await filtersOf(ctx, asked, { fixed, found, clear: (name) => to({ [name]: null }) })
  const clearHref = hrefWith(base, [], { view: asked.view && query['view'] ? asked.view.key : null })

  return {
    id: list.id,
    title,
    base,
    views: viewTabs(ctx, asked, base),
    viewsHref: to({ count: 'views' }),
    bulk: fixed ? null : bulkOf(ctx, asked, address, base),
    keep: ctx.operator && !fixed ? await keepView(ctx, asked, address) : null,
    broken: brokenOf(ctx, asked, to),
    q: query['q'] ? asked.q : '',
    filters,
    chips: await chipsOf(ctx, asked, to),
    setAside: asked.setAside,
    faults: [...asked.faults.map((fault) => faultText(ctx, asked.subjects, fault)), ...saidOf(ctx, filters)],
    kept: keptOf(address, filters),
    keptBesideColumns: address.filter(([name]) => name !== 'cols').map(([name, value]) => ({ name, value })),
    columns: columns.map((each) => ({ ...headOf(asked, each, to), ...movesOf(names, each.column.name, to) })),
    ...(await inPlace(
      ctx,
      list,
      names,
      [...items, ...last].map((item) => rowView(ctx, list, shown, item)),
    )),
    from: page.from,
    to: page.to,
    countHref: to({ count: 'only' }),
    previous: page.previous === null ? undefined : to({ before: page.previous }),
    next: page.next === null ? undefined : to({ after: page.next }),
    limit: asked.limit,
    limits: LIMITS.map((value) => ({ value, href: to({ limit: String(value) }), current: value === asked.limit })),
    filtered: asked.asked.length > 0 || asked.q !== '' || asked.broken.length > 0 || asked.view?.saved != null,
    clearHref,
    importHref: exported ? importHrefOf(ctx, list) : undefined,
    exports: exported && ctx.can(may.exportLists) ? exportsOf(ctx, base, address) : [],
    create: createOf(ctx, list, create),
    emptyText: ctx.t('core.list.empty'),
  }
}

/** What of the address means something; of its columns those that are known stay. */
function understood({ setAside, faults, cols, view }: ListQuery, query: RawQuery): Address {
  const kept = addressOf(query, [...setAside, ...faults.map(({ path }) => path)])
  const left = faults.some(({ path }) => path === 'cols') && cols !== null && cols !== view?.cols
  return left ? [...kept, ['cols', cols.join(',')]] : kept
}

/** The list's own columns, those of plugins, and the attributes, which nobody sees until they are chosen. */
async function columnsOf(ctx: Ctx, { list, subjects }: ListQuery): Promise<readonly DrawnColumn[]> {
  const own = await allColumns(ctx, list)
  const names = new Set(own.map(({ name }) => name))
  const attributes = [...subjects.keys()].filter((key) => key.startsWith('attr.') && !names.has(key))
  const all: readonly Column[] = [...own, ...attributes.map((name) => ({ name, off: true }))]
  return Promise.all(all.map((column) => drawnColumn(ctx, list, column, drawnSubject(subjects, column.name))))
}

function isShown({ cols }: ListQuery, { name, off = false }: Column): boolean {
  return cols === null ? !off : cols.includes(name)
}

function headOf(
  asked: ListQuery,
  { column, label, align }: DrawnColumn,
  to: (changes: Record<string, string>) => string,
): ListView['columns'][number] {
  const subject = asked.subjects.get(column.name)
  const sorted = asked.sort.find((key) => key.subject.key === column.name)
  const first = asked.sort[0]?.subject.key === column.name
  const next = first && sorted && !sorted.down ? `-${column.name}` : column.name
  return {
    name: column.name,
    label,
    align,
    sortHref: subject && isSortable(subject) ? to({ sort: next }) : undefined,
    sorted: sorted && first ? (sorted.down ? 'descending' : 'ascending') : undefined,
    shown: isShown(asked, column),
  }
}

function rowView(ctx: Ctx, { of }: List, columns: readonly DrawnColumn[], item: Presented | ComputedRow): RowView {
  const cells = columns.map((column) => cellView(ctx, column, item))
  const places = columns.flatMap(({ column }, at) => (column.phone ? [[column.phone, cells[at]] as const] : []))
  return { id: item.id, href: `${of.path}/${item.id}`, cells, phone: Object.fromEntries(places), row: item }
}

/** Chosen columns stand as they were chosen, those that are not shown after them. */
function inOrder({ cols }: ListQuery, columns: readonly DrawnColumn[]): readonly DrawnColumn[] {
  if (cols === null) return columns
  const place = ({ column }: DrawnColumn) => (cols.includes(column.name) ? cols.indexOf(column.name) : cols.length)
  return columns.toSorted((a, b) => place(a) - place(b))
}

/** The addresses in which a column has changed places with its neighbour. */
function movesOf(
  names: readonly string[],
  name: string,
  to: (changes: Record<string, string>) => string,
): Pick<ListView['columns'][number], 'upHref' | 'downHref'> {
  const at = names.indexOf(name)
  const swapped = (first: number) =>
    to({
      cols: names
        .with(first, names[first + 1] ?? '')
        .with(first + 1, names[first] ?? '')
        .join(','),
    })
  return {
    upHref: at > 0 ? swapped(at - 1) : undefined,
    downHref: at >= 0 && at < names.length - 1 ? swapped(at) : undefined,
  }
}

function brokenOf(
  ctx: Ctx,
  { broken, view, without }: ListQuery,
  to: (changes: Record<string, string>) => string,
): ListView['broken'] {
  if (broken.length === 0) return null
  return {
    text: ctx.t('core.view-broken', { view: view?.saved?.name ?? '', names: broken.join(', ') }),
    withoutHref: to({ without: [...without, ...broken].join(',') }),
  }
}

async function filtersOf(
  ctx: Ctx,
  { list, subjects, asked, faults }: ListQuery,
  { fixed = {}, ...drawing }: Pick<FilterViewGiven, 'found' | 'clear'> & Pick<ListViewGiven, 'fixed'>,
): Promise<readonly FilterView[]> {
  const names = list.filters ?? [...subjects.keys()].filter((key) => !key.startsWith('attr.'))
  const attributes = [...subjects.keys()].filter((key) => key.startsWith('attr.'))
  const added = [...subjects.values()].filter((subject) => subject.added && !names.includes(subject.key))
  const offered = [...names, ...added.map(({ key }) => key), ...attributes]
    .flatMap((name) => subjects.get(name) ?? [])
    .filter(({ key, field }) => field.filter && field.kind !== 'long-text' && !(key in fixed))
  return Promise.all(
    offered.slice(0, MOST_FILTERS).map((subject) => filterView(ctx, subject, { asked, faults, ...drawing })),
  )
}

/** The menu of filters is closed when the page comes: what a search of one came to is told above the list. */
function saidOf(ctx: Ctx, filters: readonly FilterView[]): string[] {
  return filters.flatMap(({ label, picker }) => {
    const said = picker?.found?.said
    return said === undefined ? [] : [ctx.t('core.list.seek', { label, said })]
  })
}

/** What holds beside the list's own views: what the address asks, and what a kept view does. */
async function chipsOf(
  ctx: Ctx,
  { asked, ofView, view, q, without }: ListQuery,
  to: (changes: Record<string, string | null>) => string,
): Promise<ListView['chips']> {
  const takenOff = (name: string) => to({ without: [...without, name].join(',') })
  const kept = view?.saved ? ofView : []
  const seeks = view?.saved && view.q !== '' && q === view.q && !without.includes('q')
  return Promise.all([
    ...kept.map(async (condition) => ({
      text: await chipText(ctx, condition, 'api'),
      clearHref: takenOff(nameOf(condition)),
    })),
    ...(seeks ? [Promise.resolve({ text: ctx.t('core.list.seeks', { q }), clearHref: takenOff('q') })] : []),
    ...asked.map(async (condition) => ({
      text: await chipText(ctx, condition, 'page'),
      clearHref: to({ [nameOf(condition)]: null }),
    })),
  ])
}

/** The form of the page sends the search and its filters; all else of the address travels with it. */
function keptOf(address: Address, filters: readonly FilterView[]): ListView['kept'] {
  const sent = new Set(['q', ...filters.flatMap(namesOf)])
  return address.filter(([name]) => !sent.has(name)).map(([name, value]) => ({ name, value }))
}

/** The entry under "Utwórz" that leads to this entity's form, or the one that the page itself names. */
function createOf(ctx: Ctx, { of }: List, named: ListCreate | undefined): ListView['create'] {
  const entries = [...ctx.registry.plugins.flatMap(({ create = [] }) => create), ...(named ? [named] : [])]
  const may = (permission: ListCreate['permission']) => permission === 'signed-in' || ctx.can(permission)
  const found = entries.find(({ href, permission }) => href.split('?')[0] === `${of.path}/new` && may(permission))
  return found && { label: ctx.t(found.label), href: found.href }
}
