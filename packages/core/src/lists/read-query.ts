import type { Ctx } from '../ctx.js'
import type { List, View } from '../plugin/lists.js'
import { Refusal, type FieldRefusal } from '../plugin/refusal.js'
import { isSearchable } from '../search/searchable.js'
import { nameOf, splitName, type Condition, type ListFault } from './condition.js'
import { readCondition } from './read-condition.js'
import type { Door } from './read-value.js'
import { readSort, type SortKey } from './sort-key.js'
import { subjectsOf, type Subject } from './subject.js'

/** A query as the web server parsed it. */
export type RawQuery = Readonly<Record<string, unknown>>

/** An address of a list, understood. */
export interface ListQuery {
  readonly list: List
  readonly door: Door
  readonly subjects: ReadonlyMap<string, Subject>
  readonly view: View | null
  /** From the view, the caller's fixed ones, and the address; all hold at once. */
  readonly conditions: readonly Condition[]
  /** Those that stand in the address, for chips and links. */
  readonly asked: readonly Condition[]
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
const RESERVED = new Set(['sort', 'limit', 'after', 'before', 'count', 'cols', 'view', 'q'])

/**
 * Reads the address of a list (spec-core §7). The API refuses wrong operators, wrong values and unknown names with 400
 * `core.malformed`; a page does without them, takes its usual order, size and view for wrong ones, and says so. `fixed`
 * are conditions nobody can take away.
 */
export async function readQuery(
  ctx: Ctx,
  list: List,
  query: RawQuery,
  door: Door,
  fixed: RawQuery = {},
): Promise<ListQuery> {
  const subjects = await subjectsOf(ctx, list.of)
  const texts = textsOf(query)
  const one = (name: string): string | null => texts.get(name)?.[0] ?? null
  const view = viewOf(list, one('view'), door)
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
  const usualSort = view?.sort ?? list.sort
  const wishedSort = readSort(subjects, one('sort') ?? usualSort)
  if (!wishedSort) wrong('sort', { code: 'core.bad-sort' })
  const sortText = wishedSort ? (one('sort') ?? usualSort) : usualSort
  if (one('view') !== null && view?.key !== one('view')) wrong('view', { code: 'core.unknown-view' })
  const limit = Number(one('limit') ?? USUAL)
  const fits = Number.isInteger(limit) && limit >= 1 && limit <= MOST
  if (!fits) wrong('limit', { code: 'core.bad-limit', params: { max: MOST } })
  const count = one('count') ?? 'no'
  if (!isCount(count)) wrong('count', { code: 'core.bad-filter' })
  if (door === 'api' && faults.length + setAside.length > 0) throw malformed(faults, setAside)

  const given = new Set(asked.map(({ subject }) => subject.key))
  const ofView = (await readAll(ctx, subjects, view?.filter ?? {})).filter(({ subject }) => !given.has(subject.key))
  return {
    list,
    door,
    subjects,
    view,
    conditions: [...(await readAll(ctx, subjects, fixed)), ...ofView, ...asked],
    asked,
    q: isSearchable(list.of) ? (one('q') ?? '').trim() : '',
    sort: wishedSort ?? readSort(subjects, usualSort) ?? [],
    sortText,
    limit: fits ? limit : USUAL,
    after: one('after'),
    before: one('before'),
    count: isCount(count) ? count : 'no',
    cols:
      one('cols')
        ?.split(',')
        .filter((name) => name !== '') ?? null,
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

/** Programs start with no filter at all; a page opens on the first view, also when nobody knows the one asked for. */
function viewOf({ views }: List, key: string | null, door: Door): View | null {
  const named = views.find((view) => view.key === key)
  return named ?? (door === 'page' ? (views[0] ?? null) : null)
}

const isCount = (text: string): text is ListQuery['count'] => ['no', 'yes', 'only'].includes(text)

function filterable({ filters, columns }: List, subjects: ReadonlyMap<string, Subject>, name: string): boolean {
  const { key } = splitName(name)
  const subject = subjects.get(key)
  if (!subject?.field.filter) return false
  return (
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

function malformed(faults: readonly ListFault[], unknown: readonly string[]): Refusal {
  const fields = [
    ...unknown.map((path) => ({ path, code: 'core.unknown-filter' })),
    ...faults.map(({ path, code, params }) => ({ path, code, ...(params && { params }) })),
  ]
  return new Refusal('core.malformed', { status: 400, fields })
}
