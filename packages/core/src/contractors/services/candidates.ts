import { auditChange } from '../../entity/audit.js'
import { visibleIds } from '../../entity/judge-values.js'
import type { Ctx } from '../../ctx.js'
import { Refusal } from '../../plugin/refusal.js'
import { contractor, type Contractor } from '../contractor.js'
import { findAlike, type Alike } from '../duplicates/find-alike.js'
import { REFUSED_FROM, type Reason } from '../duplicates/likeness.js'
import { readTraits } from '../duplicates/read-traits.js'
import { typedTraits, type Typed } from '../duplicates/typed-traits.js'

/** A contractor that may be the one that is being typed. */
export interface Candidate {
  readonly id: number
  readonly name: string
  readonly href: string
  /** 60–100. */
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly inactive: boolean
}

/** Shown beside a form, at most. */
const SHOWN = 8

/** Whom one may see of those that may be meant by what was typed so far, the most alike first. */
export async function candidates(ctx: Ctx, typed: Typed, except?: number): Promise<readonly Candidate[]> {
  const alike = await findAlike(ctx, typedTraits(typed), except === undefined ? {} : { except })
  return (await visible(ctx, alike)).slice(0, SHOWN).map(candidateOf)
}

/**
 * A contractor just written, in its transaction, against all others: 422 `core.possible-duplicate` with those the asking one
 * may see, when there is one of 80 or more that nobody told apart from it, unless `accept`; then an entry of the trail says
 * whom it was told apart from.
 */
export async function refuseDuplicates(
  ctx: Ctx,
  row: Contractor,
  { accept = false }: { readonly accept?: boolean | undefined } = {},
): Promise<void> {
  const [traits] = await readTraits(ctx, [row.id])
  if (traits === undefined) return
  const apart = await toldApart(ctx, row.id)
  const alike = (await findAlike(ctx, traits, { except: row.id })).filter(
    ({ id, score }) => score >= REFUSED_FROM && !apart.has(id),
  )
  if (alike.length === 0) return
  const named = (await visible(ctx, alike)).slice(0, SHOWN)
  if (!accept)
    throw new Refusal('core.possible-duplicate', {
      extra: {
        candidates: named.map(({ id, displayName, score, reasons }) => ({ id, name: displayName, score, reasons })),
      },
    })

  await auditChange(ctx, {
    entity: contractor.id,
    record: row.id,
    label: contractor.label(row),
    action: 'duplicates-accepted',
    changes: [{ field: 'duplicates', before: null, after: alike.slice(0, SHOWN).map(({ id }) => id) }],
  })
}

async function visible(ctx: Ctx, alike: readonly Alike[]): Promise<readonly Alike[]> {
  const ids = await visibleIds(
    ctx,
    contractor,
    alike.map(({ id }) => id),
  )
  return alike.filter(({ id }) => ids.has(id))
}

function candidateOf({ id, displayName, score, reasons, inactive }: Alike): Candidate {
  return { id, name: displayName, href: `/contractors/${id}`, score, reasons, inactive }
}

async function toldApart(ctx: Ctx, id: number): Promise<ReadonlySet<number>> {
  const rows = await ctx
    .db('core_contractor_likeness')
    .whereNotNull('told_apart_at')
    .where((either) => either.where({ one_id: id }).orWhere({ other_id: id }))
    .select<{ one_id: number; other_id: number }[]>('one_id', 'other_id')
  return new Set(rows.map(({ one_id, other_id }) => (one_id === id ? other_id : one_id)))
}
