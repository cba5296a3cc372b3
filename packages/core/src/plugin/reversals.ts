import type { Ctx } from '../ctx.js'

/** One change of an entry as the trail keeps it. */
export interface ReversedChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** An entry of the trail that is being undone. */
export interface ReversedEntry {
  readonly id: number
  readonly entity: string
  readonly record: number | null
  readonly part: string | null
  readonly partId: number | null
  readonly label: string
  readonly action: string
  readonly changes: readonly ReversedChange[]
  readonly changeSetId: number
}

/**
 * What became of it: put back; left as it is, since somebody changed it meanwhile; or left for a reason (a locale key),
 * of one field or of the whole. Some may be put back and the rest be left.
 */
export type ReversalOutcome =
  | 'restored'
  | 'left'
  | {
      readonly restored: boolean
      readonly left: readonly {
        readonly reason: string
        readonly params?: Readonly<Record<string, string | number>>
        readonly field?: string
      }[]
    }

export interface Reversal {
  /** `entity` of the entries it undoes (`part`, where there is one). */
  readonly entity: string
  /** Only entries of this action; all of them unless said. Wins over what core does with a described entity. */
  readonly action?: string
  /** Only entries that change this one, which is no field of the entity: lines of a document. */
  readonly field?: string
  readonly run: (ctx: Ctx, entry: ReversedEntry) => Promise<ReversalOutcome>
}

/**
 * How an entry that is no plain change of a described record is undone; created, changed and removed records are undone by
 * core. Runs as the one who asks, in the transaction of the reversal, and may throw a `Refusal`, which becomes the reason
 * for which the entry is left. What it writes goes through the trail like any other change.
 */
export function reversal(
  entity: string,
  run: Reversal['run'],
  { action, field }: { readonly action?: string; readonly field?: string } = {},
): Reversal {
  return { entity, run, ...(action !== undefined && { action }), ...(field !== undefined && { field }) }
}
