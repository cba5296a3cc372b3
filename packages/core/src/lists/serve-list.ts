import { Type, type TObject, type TSchema } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { present, type Presented } from '../entity/present.js'
import { recordSchema } from '../entity/schemas.js'
import type { Column, ComputedRow, List } from '../plugin/lists.js'
import { countRows, type ListCount } from './count-rows.js'
import { allColumns } from './list-columns.js'
import { readPage, type ListRows } from './read-page.js'
import { readQuery, type ListQuery, type RawQuery } from './read-query.js'

/** A page of a list as a program gets it. */
export interface ListAnswer {
  readonly items: readonly Presented[]
  /** Computed rows that follow them on the last page; in the answer they stand among the items. */
  readonly last: readonly ComputedRow[]
  /** For `after=`; null on the last page. */
  readonly next: string | null
  /** For `before=`; null on the first page. */
  readonly previous: string | null
  readonly count?: ListCount
}

/** A REST collection: items carry the attributes and computed columns named in `cols`. 400 for what nobody knows. */
export async function serveList(
  ctx: Ctx,
  list: List,
  query: RawQuery,
  { fixed }: { readonly fixed?: RawQuery } = {},
): Promise<ListAnswer> {
  const asked = await readQuery(ctx, list, query, 'api', fixed)
  const page = await readPage(ctx, asked)
  const items = await pageItems(ctx, asked, page, asked.cols ?? [])
  const count = asked.count === 'no' ? null : await countRows(ctx, asked, page.plan)
  const last = page.next === null ? await lastRows(ctx, asked) : []
  return { items, last, next: page.next, previous: page.previous, ...(count && { count }) }
}

/** The computed rows that follow the last kept one; none for most lists. */
export async function lastRows(ctx: Ctx, { list, q, view, asked }: ListQuery): Promise<readonly ComputedRow[]> {
  return (await list.last?.(ctx, { q, view: view?.key ?? null, filtered: asked.length > 0 })) ?? []
}

/** The count of an address alone, for the fragment that comes after the page. */
export async function serveCount(
  ctx: Ctx,
  list: List,
  query: RawQuery,
  { fixed }: { readonly fixed?: RawQuery } = {},
): Promise<ListCount> {
  const { count: _count, after: _after, before: _before, ...filter } = query
  return countRows(ctx, await readQuery(ctx, list, filter, 'page', fixed))
}

/** The rows of a page as JSON, with the attributes and the computed columns of these names. */
export async function pageItems(
  ctx: Ctx,
  { list }: ListQuery,
  { rows }: ListRows,
  names: readonly string[],
): Promise<Presented[]> {
  const attributes = names.filter((name) => name.startsWith('attr.')).map((name) => name.slice('attr.'.length))
  const items = await present(ctx, list.of, rows, attributes.length > 0 ? { attributes } : {})
  const computed = (await allColumns(ctx, list)).filter(({ name, values }) => values && names.includes(name))
  for (const column of computed) await fill(ctx, column, items)
  return items
}

/** The schema of a collection's answer. */
export function listSchema(list: List): TObject {
  const cursor = Type.Union([Type.String({ maxLength: 4000 }), Type.Null()])
  return Type.Object({
    items: Type.Array(itemSchema(list), { maxItems: 200 }),
    next: cursor,
    previous: cursor,
    count: Type.Optional(Type.Object({ value: Type.Integer({ minimum: 0, maximum: 10_000 }), exact: Type.Boolean() })),
  })
}

/** Computed rows are known by a word, and nobody made them. */
function itemSchema(list: List): TSchema {
  const kept = recordSchema(list.of, { more: true })
  if (!list.last) return kept
  const computed = {
    id: Type.Union([Type.Integer(), Type.String({ maxLength: 60 })]),
    createdAt: Type.Optional(text24),
  }
  return Type.Object({ ...kept.properties, ...computed }, { additionalProperties: true })
}

const text24 = Type.String({ maxLength: 24 })

async function fill(ctx: Ctx, { name, values }: Column, items: Presented[]): Promise<void> {
  const found = await values?.(
    ctx,
    items.map(({ id }) => id),
  )
  for (const item of items) (item as Record<string, unknown>)[name] = found?.get(item.id) ?? null
}
