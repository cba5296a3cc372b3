import type { Ctx } from '../../ctx.js'
import { auditChange } from '../../entity/audit.js'
import { policyOf } from '../../entity/policy.js'
import { mustEdit, seenByIds } from '../../entity/seen.js'
import { notFound } from '../../plugin/refusal.js'
import { contractor } from '../contractor.js'
import type { Reason } from '../duplicates/likeness.js'

/** Two contractors that may be one. */
export interface DuplicatePair {
  readonly id: number
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly one: { readonly id: number; readonly label: string }
  readonly other: { readonly id: number; readonly label: string }
}

interface Row {
  readonly id: number
  readonly one_id: number
  readonly other_id: number
  readonly score: number
  readonly reasons: string
}

const TABLE = 'core_contractor_likeness'

/** Pairs of which one may see both, the most alike first; those told apart are left out. One more than `limit` tells there are more. */
export async function duplicatePairs(ctx: Ctx, limit: number): Promise<readonly DuplicatePair[]> {
  const query = ctx
    .db(TABLE)
    .whereNull('told_apart_at')
    .orderBy([{ column: 'score', order: 'desc' }, { column: 'id' }])
    .limit(limit)
    .select<Row[]>('id', 'one_id', 'other_id', 'score', 'reasons')
  const policy = policyOf(ctx, contractor, 'read')
  for (const column of policy === null ? [] : ['one_id', 'other_id']) {
    const mine = ctx
      .db('core_contractor')
      .whereRaw(policy?.sql ?? '', [...(policy?.bindings ?? [])])
      .select('core_contractor.id')
    void query.whereIn(column, mine)
  }
  const rows = await query
  const ids = [...new Set(rows.flatMap(({ one_id, other_id }) => [one_id, other_id]))]
  const labels = new Map((await seenByIds(ctx, contractor, ids)).map((row) => [row.id, contractor.label(row)]))
  const called = (id: number) => ({ id, label: labels.get(id) ?? '' })

  return rows.map(({ id, one_id, other_id, score, reasons }) => ({
    id,
    score,
    reasons: reasons.split(' ') as readonly Reason[],
    one: called(one_id),
    other: called(other_id),
  }))
}

/**
 * Remembers that two contractors are not the same, or forgets it: they are listed, and asked about, no more, or again. 404
 * when one may not see both, 403 when one may not edit both.
 */
export async function tellApart(ctx: Ctx, pairId: number, apart: boolean): Promise<void> {
  const pair: Row | undefined = await ctx.db(TABLE).where({ id: pairId }).first('id', 'one_id', 'other_id')
  if (pair === undefined) throw notFound()
  const rows = await seenByIds(ctx, contractor, [pair.one_id, pair.other_id])
  const [one, other] = rows
  if (one === undefined || other === undefined) throw notFound()
  await mustEdit(ctx, contractor, one)
  await mustEdit(ctx, contractor, other)

  await ctx
    .db(TABLE)
    .where({ id: pairId })
    .update({ told_apart_at: apart ? ctx.now() : null, told_apart_by: apart ? (ctx.operator?.id ?? null) : null })
  await auditChange(ctx, {
    entity: contractor.id,
    record: one.id,
    label: contractor.label(one),
    action: apart ? 'told-apart' : 'told-apart-no-more',
    changes: [{ field: 'duplicates', before: null, after: [other.id] }],
  })
}
