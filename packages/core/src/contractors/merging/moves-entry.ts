import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import type { AuditEntry } from '../../entity/audit.js'
import { reversal } from '../../plugin/reversals.js'
import { contractor } from '../contractor.js'
import { afterMove } from './after-move.js'
import { moveAttributesBack, type MovedAttributes } from './move-attributes.js'
import { moveReferences, type Move } from './move-references.js'
import { pointingAt } from './pointing-at.js'

/** What of references an entry of this action says was moved, and is moved back from. */
export const MOVED = 'references-moved'

/** References that moved, by the records that hold them. */
export interface Moved extends Move {
  readonly records: readonly number[]
}

interface All {
  readonly take: number
  readonly keep: number
  readonly label: string
  readonly moves: readonly Moved[]
  readonly attributes: MovedAttributes
}

/** One side of a change: whom so many records point at. */
interface Pointed {
  readonly id: number
  readonly records: readonly number[]
}

/** The entries that say what moved from one contractor to another, some hundred records each. */
export function movesEntries({ take, keep, label, moves, attributes }: All): readonly AuditEntry[] {
  const about = { entity: contractor.id, record: take, label, action: MOVED } as const
  const ofFields = moves.flatMap(({ pointing: { entity, field }, from, to, records }) =>
    inParts(records).map((part) => ({
      ...about,
      changes: [
        {
          field: `${entity.id}:${field.name}`,
          before: { id: from, records: part } satisfies Pointed,
          after: { id: to, records: part } satisfies Pointed,
        },
      ],
    })),
  )
  // A reversal begins at the end: by the time it comes to this one, all records are where they were, and are found there.
  const first = [
    { field: 'mergedInto', before: null, after: keep },
    { field: 'attributes', before: take, after: { id: keep, ...attributes } },
  ]
  return [{ ...about, changes: first }, ...ofFields]
}

/** Undoes such an entry: what still points at `keep` points at `take` again, and its address leads nowhere else. */
export const movesBack = reversal(
  contractor.id,
  async (ctx, entry) => {
    for (const { field, before, after } of entry.changes) {
      if (field === 'mergedInto') await ctx.db('core_contractor_merge').where({ take_id: entry.record }).delete()
      else if (field === 'attributes') await attributesBack(ctx, Number(before), after)
      else await recordsBack(ctx, field, before as Pointed, after as Pointed)
    }
    return 'restored'
  },
  { action: MOVED },
)

async function attributesBack(ctx: Ctx, from: number, after: unknown): Promise<void> {
  const { id: to, moved, dropped } = after as MovedAttributes & { readonly id: number }
  await moveAttributesBack(ctx, { moved, dropped }, { from, to })
  await afterMove(ctx, from)
  await afterMove(ctx, to)
}

async function recordsBack(ctx: Ctx, field: string, before: Pointed, after: Pointed): Promise<void> {
  const [entityId = '', name] = field.split(':')
  const entity = ctx.registry.entity(entityId)
  const target = entity?.fields[name ?? '']?.of?.()
  const pointing =
    target && pointingAt(ctx, target).find((one) => one.entity.id === entityId && one.field.name === name)
  if (!pointing) return
  await moveReferences(ctx, { pointing, from: after.id, to: before.id }, { only: after.records })
}
