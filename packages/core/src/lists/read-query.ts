import type { Ctx } from '../ctx.js'
import type { List, View } from '../plugin/lists.js'
import { Refusal } from '../plugin/refusal.js'
import { isSearchable } from '../search/searchable.js'
import { applies, nameOf, splitName, type Condition, type Operator } from './condition.js'
import { boundOf, readFragment, readSpan, readValue, type Door } from './read-value.js'
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
}

const MOST = 200
const USUAL = 50
const RESERVED = new Set(['sort', 'limit', 'after', 'before', 'count', 'cols', 'view', 'q'])

/**
 * Reads the address of a list (spec-core §7). 400 `core.malformed` for a wrong operator or value at both doors, and for an
 * unknown name at the API; a page sets unknown names aside and says so. `fixed` are conditions nobody can take away.
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
  const faults: string[] = []
  const setAside: string[] = []

  const asked: Condition[] = []
  for (const [name, raw] of texts) {
    if (RESERVED.has(name)) continue
    const condition = filterable(list, subjects, name) ? await readCondition(ctx, subjects, name, raw, door) : null
    if (condition === null) setAside.push(name)
    else if (condition === 'wrong') faults.push(name)
    else asked.push(condition)
  }
  if (one('q') !== null && !isSearchable(list.of)) setAside.push('q')
  const sortText = one('sort') ?? view?.sort ?? list.sort
  const sort = readSort(subjects, sortText)
  const limit = Number(one('limit') ?? USUAL)
  if (!sort) faults.push('sort')
  if (door === 'api' && one('view') !== null && !view) faults.push('view')
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) faults.push('limit')
  const count = one('count') ?? 'no'
  if (count !== 'no' && count !== 'yes' && count !== 'only') faults.push('count')
  if (faults.length > 0 || (door === 'api' && setAside.length > 0))
    throw malformed(faults, door === 'api' ? setAside : [])

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
    sort: sort ?? [],
    sortText,
    limit,
    after: one('after'),
    before: one('before'),
    count: count as ListQuery['count'],
    cols:
      one('cols')
        ?.split(',')
        .filter((name) => name !== '') ?? null,
    setAside,
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

/** Programs start with no filter at all; a page opens on the first view. */
function viewOf({ views }: List, key: string | null, door: Door): View | null {
  if (key !== null) return views.find((view) => view.key === key) ?? null
  return door === 'page' ? (views[0] ?? null) : null
}

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
    if (condition === null || condition === 'wrong')
      throw new Error(`a list filters by ${name}=${raw.join(',')}, which means nothing`)
    conditions.push(condition)
  }
  return conditions
}

async function readCondition(
  ctx: Ctx,
  subjects: ReadonlyMap<string, Subject>,
  name: string,
  raw: readonly string[],
  door: Door,
): Promise<Condition | 'wrong' | null> {
  const { key, operator } = splitName(name)
  const subject = subjects.get(key)
  if (!subject) return null
  if (!applies(operator, subject) || raw.length > 100) return 'wrong'
  const condition = { subject, operator, raw }

  if (operator === 'empty')
    return raw.length === 1 && /^(?:yes|no)$/.test(raw[0] ?? '') ? { ...condition, values: raw } : 'wrong'
  if (operator === 'has' || operator === 'starts') {
    const fragment = raw.length === 1 ? readFragment(subject, raw[0] ?? '') : undefined
    return fragment === undefined ? 'wrong' : { ...condition, values: [fragment] }
  }
  if (subject.field.kind === 'instant') return readInstants(ctx, condition)

  const values = await Promise.all(raw.map((each) => readValue(ctx, subject, each, door)))
  if (values.some((value) => value === undefined) || (isBound(operator) && raw.length !== 1)) return 'wrong'
  return { ...condition, values: values.filter((value) => value !== undefined) }
}

function readInstants(ctx: Ctx, condition: Omit<Condition, 'values'>): Condition | 'wrong' {
  const spans = condition.raw.map((each) => readSpan(ctx, each)).filter((span) => span !== undefined)
  const [first] = spans
  if (spans.length !== condition.raw.length || !first) return 'wrong'
  if (!isBound(condition.operator)) return { ...condition, values: [], spans }
  if (spans.length !== 1) return 'wrong'
  const { operator, value } = boundOf(condition.operator, first)
  return { ...condition, operator, values: [value] }
}

const isBound = (operator: Operator): boolean => ['gt', 'ge', 'lt', 'le'].includes(operator)

function malformed(wrong: readonly string[], unknown: readonly string[]): Refusal {
  const fields = [
    ...unknown.map((path) => ({ path, code: 'core.unknown-filter' })),
    ...wrong.map((path) => ({ path, code: 'core.bad-filter' })),
  ]
  return new Refusal('core.malformed', { status: 400, fields })
}
