import type { Ctx } from '../ctx.js'
import type { List } from '../plugin/lists.js'
import { Refusal, type FieldRefusal } from '../plugin/refusal.js'
import { isSearchable } from '../search/searchable.js'
import { nameOf, splitName, type Condition, type ListFault } from './condition.js'
import { unknownColumns } from './list-columns.js'
import { readCondition } from './read-condition.js'
import type { Door } from './read-value.js'
import { readSort, type SortKey } from './sort-key.js'
import { subjectsOf, type Subject } from './subject.js'
import { openView, type Opened, type OpenView } from './views/open-view.js'

/** A query as the web server parsed it. */
export type RawQuery = Readonly<Record<string, unknown>>

/** An address of a list, understood. */
export interface ListQuery {
  readonly list: List
  readonly door: Door
  readonly subjects: ReadonlyMap<string, Subject>
  readonly view: OpenView | null
  /** The views this operator keeps or is shown, and the one his list opens with. */
  readonly views: Opened
  /** From the view, the caller's fixed ones, and the address; all hold at once. */
  readonly conditions: readonly Condition[]
  /** Those that stand in the address, for chips and links. */
  readonly asked: readonly Condition[]
  /** Those of the view that are in force. */
  readonly ofView: readonly Condition[]
  /** Names of the view that mean nothing any more, or nothing to this reader: then there are no rows at all. */
  readonly broken: readonly string[]
  /** Names of the view's conditions that the address takes off. */
  readonly without: readonly string[]
  readonly q: string
  readonly sort: readonly SortKey[]
  readonly sortText: string
  readonly limit: number
  readonly after: string | null
  readonly before: string | null
  readonly count: 'no' | 'yes' | 'only'
  readonly cols: readonly string[] | null
  /** Names of the address nobody knows, on a page; a program is refused. */
  readonly setAside: readonly string[]
  /** Parts of the address with a wrong value, left out on a page; a program is refused. */
  readonly faults: readonly ListFault[]
}

const MOST = 200
const USUAL = 50
const RESERVED = new Set(['sort', 'limit', 'after', 'before', 'count', 'cols', 'view', 'q', 'without'])

/**
 * Reads the address of a list (spec-core §7). The API refuses wrong operators, wrong values and unknown names with 400
 * `core.malformed`; a page does without them, takes its usual columns, order, size and view for wrong ones, and says so. `fixed`
 * are conditions nobody can take away; `known` are the views when they were read before.
 */
export async function readQuery(
  ctx: Ctx,
  list: List,
  query: RawQuery,
  door: Door,
  fixed: RawQuery = {},
  known?: Opened,
): Promise<ListQuery> {
  const subjects = await subjectsOf(ctx, list.of)
  const texts = textsOf(query)
  const one = (name: string): string | null => texts.get(name)?.[0] ?? null
  const views = await openView(ctx, list, one('view'), door, known)
  const { view } = views
  const without = (texts.get('without') ?? []).flatMap((names) => names.split(','))
  const faults: ListFault[] = []
  const wrong = (path: string, rule: Omit<FieldRefusal, 'path'>) =>
    faults.push({ path, ...rule, raw: texts.get(path) ?? [] })
  const setAside: string[] = []

  const asked: Condition[] = []
  for (const [name, raw] of texts) {
    if (RESERVED.has(name)) continue
    const condition = filterable(list, subjects, name) ? await readCondition(ctx, subjects, name, raw, door) : null
    if (condition === null) setAside.push(name)
    else if ('code' in condition) faults.push(condition)
    else asked.push(condition)
  }
  if (one('q') !== null && !isSearchable(list.of)) setAside.push('q')
  const viewSort = view?.sort ?? null
  const usualSort = viewSort !== null && readSort(subjects, viewSort) ? viewSort : list.sort
  const wishedSort = readSort(subjects, one('sort') ?? usualSort)
  if (!wishedSort) wrong('sort', { code: 'core.bad-sort' })
  const sortText = wishedSort ? (one('sort') ?? usualSort) : usualSort
  if (one('view') !== null && view?.key !== one('view')) wrong('view', { code: 'core.unknown-view' })
  const limit = Number(one('limit') ?? USUAL)
  const fits = Number.isInteger(limit) && limit >= 1 && limit <= MOST
  if (!fits) wrong('limit', { code: 'core.bad-limit', params: { max: MOST } })
  const count = one('count') ?? 'no'
  if (!isCount(count)) wrong('count', { code: 'core.bad-filter' })
  const wished = colsOf(texts.get('cols'))
  const strange = await unknownColumns(ctx, list, subjects, wished ?? [])
  if (strange.length > 0)
    faults.push({ path: 'cols', code: 'core.unknown-column', params: { names: strange.join(', ') }, raw: strange })
  const cols = wished?.filter((name) => !strange.includes(name)) ?? []
  if (door === 'api' && faults.length + setAside.length > 0) throw malformed(faults, setAside)

  const given = new Set(asked.map(({ subject }) => subject.key))
  const inForce = ([name]: readonly [string, unknown]) => !given.has(splitName(name).key) && !without.includes(name)
  const filter = Object.fromEntries(Object.entries(view?.filter ?? {}).filter(inForce))
  const { ofView, broken } = view?.saved
    ? await readSaved(ctx, list, subjects, filter)
    : { ofView: await readAll(ctx, subjects, filter), broken: [] }
  if (door === 'api' && broken.length > 0) throw brokenView(view, broken)
  const viewQ = view === null || without.includes('q') ? '' : view.q
  return {
    list,
    door,
    subjects,
    view,
    views,
    conditions: [...(await readAll(ctx, subjects, fixed)), ...ofView, ...asked],
    asked,
    ofView,
    broken,
    without,
    q: isSearchable(list.of) ? (one('q') ?? viewQ).trim() : '',
    sort: wishedSort ?? readSort(subjects, usualSort) ?? [],
    sortText,
    limit: fits ? limit : USUAL,
    after: one('after'),
    before: one('before'),
    count: isCount(count) ? count : 'no',
    cols: cols.length > 0 ? cols : (view?.cols ?? null),
    setAside,
    faults,
  }
}

/** What the cursors of a query are bound to: filter, search and order, wherever they came from. */
export function boundTo({ list, conditions, q, sortText }: ListQuery): string {
  return JSON.stringify([list.id, conditions.map((each) => [nameOf(each), ...each.raw]).sort(), q, sortText])
}

function textsOf(query: RawQuery): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, readonly string[]>()
  for (const [name, given] of Object.entries(query)) {
    // A form sends all of its fields, the empty ones too.
    const values = [given]
      .flat()
      .map(String)
      .filter((value) => value !== '')
    if (values.length > 0) texts.set(name, values)
  }
  return texts
}

/** A form sends one name for each column, a link all in one. */
function colsOf(texts: readonly string[] | undefined): readonly string[] | null {
  return texts?.flatMap((names) => names.split(',')).filter((name) => name !== '') ?? null
}

const isCount = (text: string): text is ListQuery['count'] => ['no', 'yes', 'only'].includes(text)

function filterable({ filters, columns }: List, subjects: ReadonlyMap<string, Subject>, name: string): boolean {
  const { key } = splitName(name)
  const subject = subjects.get(key)
  if (!subject?.field.filter) return false
  return (
    subject.added === true ||
    filters === undefined ||
    key.startsWith('attr.') ||
    filters.includes(key) ||
    columns.some((column) => column.name === key)
  )
}

async function readAll(ctx: Ctx, subjects: ReadonlyMap<string, Subject>, filter: RawQuery): Promise<Condition[]> {
  const conditions: Condition[] = []
  for (const [name, raw] of textsOf(filter)) {
    const condition = await readCondition(ctx, subjects, name, raw, 'api')
    if (condition === null || 'code' in condition)
      throw new Error(`a list filters by ${name}=${raw.join(',')}, which means nothing`)
    conditions.push(condition)
  }
  return conditions
}

/** A kept view's conditions; what means nothing any more is named, for without it the view would show more. */
async function readSaved(
  ctx: Ctx,
  list: List,
  subjects: ReadonlyMap<string, Subject>,
  filter: RawQuery,
): Promise<{ readonly ofView: readonly Condition[]; readonly broken: readonly string[] }> {
  const ofView: Condition[] = []
  const broken: string[] = []
  for (const [name, raw] of textsOf(filter)) {
    const condition = filterable(list, subjects, name) ? await readCondition(ctx, subjects, name, raw, 'api') : null
    if (condition === null || 'code' in condition) broken.push(name)
    else ofView.push(condition)
  }
  return { ofView, broken }
}

function brokenView(view: OpenView | null, names: readonly string[]): Refusal {
  return new Refusal('core.view-broken', {
    params: { view: view?.saved?.name ?? '', names: names.join(', ') },
    fields: names.map((path) => ({ path, code: 'core.unknown-filter' })),
  })
}

function malformed(faults: readonly ListFault[], unknown: readonly string[]): Refusal {
  const fields = [
    ...unknown.map((path) => ({ path, code: 'core.unknown-filter' })),
    ...faults.map(({ path, code, params }) => ({ path, code, ...(params && { params }) })),
  ]
  return new Refusal('core.malformed', { status: 400, fields })
}
