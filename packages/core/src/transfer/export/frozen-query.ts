import type { Ctx } from '../../ctx.js'
import { nameOf, type Condition } from '../../lists/condition.js'
import { readCondition } from '../../lists/read-condition.js'
import { readQuery, type ListQuery } from '../../lists/read-query.js'
import type { Door } from '../../lists/read-value.js'
import { listOf } from '../../lists/views/write-views.js'
import type { OpenTo, Permission } from '../../plugin/permissions.js'
import { Refusal } from '../../plugin/refusal.js'
import { localDay } from '../../time/instant.js'
import { exportColumns } from './read-export.js'
import type { ExportRow } from './export-row.js'

/** What was asked for at the moment in which an export began, whatever becomes of the view it came from. */
export interface Frozen {
  /** Of the list, in the asker's language. */
  readonly name: string
  /** The one that the list's address wants; null where it wants none. */
  readonly permission: string | null
  readonly conditions: readonly (readonly [name: string, raw: readonly string[], door: Door])[]
  readonly q: string
  readonly sort: string
  readonly cols: readonly string[]
}

/** The filter, the order and the columns of an address as they are now. */
export async function freeze(
  ctx: Ctx,
  query: ListQuery,
  { name, permission }: { readonly name: string; readonly permission: Permission | OpenTo | undefined },
): Promise<Frozen> {
  const typed = new Set(query.asked)
  const columns = await exportColumns(ctx, query)
  return {
    name,
    permission: typeof permission === 'object' ? permission.id : null,
    conditions: query.conditions.map((one) => [nameOf(one), one.raw, typed.has(one) ? query.door : 'api']),
    q: query.q,
    sort: query.sortText,
    cols: columns.map(({ column }) => column.name),
  }
}

export const frozenOf = ({ asked }: Pick<ExportRow, 'asked'>): Frozen => JSON.parse(asked) as Frozen

/**
 * The same address again, for whoever reads now. Days such as `today-30` are those of the moment it began. Throws a Refusal
 * when the right to the list was taken away, or a field of it is gone: with less of a filter there would be more rows.
 */
export async function thaw(ctx: Ctx, row: ExportRow): Promise<ListQuery> {
  const { permission, conditions, q, sort, cols } = frozenOf(row)
  mustRead(ctx, permission)
  const list = listOf(ctx, row.list)
  const then: Ctx = { ...ctx, now: () => row.created_at, today: () => localDay(row.created_at, ctx.zone) }
  const plain = await readQuery(then, list, { sort, cols: cols.join(','), ...(q !== '' && { q }) }, 'api')
  const read: Condition[] = []
  for (const [name, raw, door] of conditions) {
    const condition = await readCondition(then, plain.subjects, name, raw, door)
    if (condition === null || 'code' in condition) throw new Refusal('core.export-changed', { params: { name } })
    read.push(condition)
  }
  return { ...plain, conditions: read }
}

/** The list's own permission, as its address asks for it. */
export function mustRead(ctx: Ctx, permission: string | null): void {
  const declared = permission === null ? undefined : ctx.registry.permission(permission)
  if (permission !== null && !declared) throw new Refusal('core.export-changed', { params: { name: permission } })
  if (declared) ctx.must(declared)
}
