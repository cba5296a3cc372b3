import type { Ctx } from '../ctx.js'
import { coreSettings } from '../settings/core-settings.js'
import { addDays } from '../time/day.js'
import { doerOf } from './doer.js'

/** What changes made as one have in common. */
export type ChangeSetKind = 'change' | 'bulk' | 'import' | 'merge' | 'removal' | 'configuration' | 'reversal'

export interface ChangeSetAbout {
  readonly kind: ChangeSetKind
  /** What people see in the list of what can be undone: the record's name, the file's, the action's, in the operator's words. */
  readonly label: string
  /** The record it is about, when it is about one. */
  readonly entity?: string
  readonly record?: number
}

/**
 * Runs `work` with a ctx whose entries of the trail belong to one change set, which can be undone as one for
 * `undoDays` days. Inside an open one the outer one stays. Belongs to the transaction of `ctx`.
 */
export async function inChangeSet<T>(
  ctx: Ctx,
  about: ChangeSetAbout,
  work: (ctx: Ctx) => Promise<T>,
): Promise<{ readonly changeSetId: number; readonly result: T }> {
  if (ctx.changeSet !== null) return { changeSetId: ctx.changeSet, result: await work(ctx) }
  const changeSetId = await openChangeSet(ctx, about)
  return { changeSetId, result: await withinChangeSet(ctx, changeSetId, work) }
}

/** A new change set, empty yet; long work opens one and does each of its steps `withinChangeSet`. */
export async function openChangeSet(
  ctx: Ctx,
  { kind, label, entity, record }: ChangeSetAbout,
  { reverses = null }: { readonly reverses?: number | null } = {},
): Promise<number> {
  const { undoDays } = await ctx.settings('core', coreSettings)
  const [id] = await ctx.db('core_change_set').insert({
    kind,
    label: label.slice(0, LABEL),
    entity: entity ?? null,
    record: record ?? null,
    at: ctx.now(),
    operator_id: doerOf(ctx),
    on_behalf_of: behalfOf(ctx),
    ends_on: addDays(ctx.today(), undoDays),
    reverses_id: reverses,
  })
  return Number(id)
}

/** Goes on with a change set that is open already, e.g. in the next step of a job; counts what was added to it. */
export async function withinChangeSet<T>(ctx: Ctx, id: number, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const last = await ctx.db('core_audit').max({ id: 'id' }).first<{ id: number | null } | undefined>()
  const result = await work({ ...ctx, changeSet: id })

  const counts: { action: string; n: number | string }[] = await ctx
    .db('core_audit')
    .where('change_set_id', id)
    .where('id', '>', last?.id ?? 0)
    .groupBy('action')
    .select('action', ctx.db.raw('count(*) as n'))
  const more = new Map<string, number>()
  for (const { action, n } of counts) {
    const column = COUNTED.has(action) ? `${action}_n` : 'other_n'
    more.set(column, (more.get(column) ?? 0) + Number(n))
  }
  if (more.size > 0)
    await ctx
      .db('core_change_set')
      .where({ id })
      .update(Object.fromEntries([...more].map(([column, n]) => [column, ctx.db.raw('?? + ?', [column, n])])))
  return result
}

/** The absent person in whose place somebody acts; null when he acts for himself. */
export function behalfOf({ operator }: Pick<Ctx, 'operator'>): number | null {
  return operator?.sitting ? operator.id : null
}

const COUNTED: ReadonlySet<string> = new Set(['created', 'changed', 'removed'])

/** Signs of a label that are kept. */
const LABEL = 300
