import type { Ctx } from '../ctx.js'
import { doerOf } from '../entity/doer.js'
import { may } from '../permissions.js'
import { changeSetOf, wholeEntities, type ChangeSet, type ChangeSetRow } from './find-change-set.js'

export interface ChangeSetsAsked {
  /** True: only removals that lie in the bin. */
  readonly bin?: boolean
  /** Only older ones than this id. */
  readonly before?: number
  readonly limit?: number
}

/** A change set and who made it. */
export interface ListedSet extends ChangeSet {
  readonly operator: { readonly id: number; readonly label: string } | null
  readonly behalf: { readonly id: number; readonly label: string } | null
  /** It can still be undone. */
  readonly open: boolean
}

/**
 * What can be undone, the newest first: one's own change sets, everybody's with `core.read-audit`, and removals of
 * records one may read and edit all of. `next` is the id to go on before, null at the end.
 */
export async function listChangeSets(
  ctx: Ctx,
  { bin = false, before, limit = 50 }: ChangeSetsAsked,
): Promise<{ readonly items: readonly ListedSet[]; readonly next: number | null }> {
  const query = ctx
    .db('core_change_set as s')
    .leftJoin('core_operator as o', 'o.id', 's.operator_id')
    .leftJoin('core_operator as b', 'b.id', 's.on_behalf_of')
    .whereRaw('s.created_n + s.changed_n + s.removed_n + s.other_n > 0')
    .where('s.ends_on', '>=', ctx.today())
    .orderBy('s.id', 'desc')
    .limit(limit + 1)
    .select('s.*', 'o.name as operator_name', 'b.name as behalf_name')
  if (bin) void query.where('s.kind', 'removal').whereNull('s.reversed_by_id')
  if (before !== undefined) void query.where('s.id', '<', before)
  if (!ctx.system && !ctx.can(may.readAudit))
    void query.where(
      (own) =>
        void own
          .where('s.operator_id', doerOf(ctx))
          .orWhere((gone) => void gone.where('s.kind', 'removal').whereIn('s.entity', [...wholeEntities(ctx)])),
    )

  const rows: Named[] = await query
  const items = rows.slice(0, limit).map((row) => listed(ctx, row))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

interface Named extends ChangeSetRow {
  readonly operator_name: string | null
  readonly behalf_name: string | null
}

function listed(ctx: Ctx, row: Named): ListedSet {
  const set = changeSetOf(row)
  const person = (id: number | null, name: string | null) => (id === null ? null : { id, label: name ?? String(id) })
  return {
    ...set,
    operator: person(row.operator_id, row.operator_name),
    behalf: person(row.on_behalf_of, row.behalf_name),
    open: set.reversedById === null && set.endsOn >= ctx.today(),
  }
}
