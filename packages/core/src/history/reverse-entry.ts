import type { Ctx } from '../ctx.js'
import { inSavepoint } from '../db/savepoint.js'
import { Refusal } from '../plugin/refusal.js'
import type { Reversal, ReversalOutcome, ReversedEntry } from '../plugin/reversals.js'
import { reverseChanged } from './reverse-changed.js'
import { reverseCreated } from './reverse-created.js'
import { reverseRemoved } from './reverse-removed.js'
import { leftFor, reasonsOf, restored, type Undone } from './undone.js'

/** Undoes one entry, whole or not at all where it throws: a refusal is the reason for which it is left. */
export async function reverseEntry(ctx: Ctx, entry: ReversedEntry): Promise<Undone> {
  try {
    return await inSavepoint(ctx.db, () => undo(ctx, entry))
  } catch (error) {
    if (error instanceof Refusal) return { restored: false, left: reasonsOf(error) }
    throw error
  }
}

async function undo(ctx: Ctx, entry: ReversedEntry): Promise<Undone> {
  const own = reversalOf(ctx, entry, undefined)
  if (own) return outcomeOf(await own.run(ctx, entry))
  const entity = ctx.registry.entity(entry.part ?? entry.entity)
  if (!entity) return leftFor('core.not-undoable')

  const id = entry.partId ?? entry.record ?? 0
  if (entry.action === 'created' || entry.action === 'restored') return reverseCreated(ctx, entity, id, entry)
  if (entry.action === 'removed') return reverseRemoved(ctx, entity, id, entry.changeSetId)
  if (entry.action !== 'changed') return leftFor('core.not-undoable')
  return reverseChanged(ctx, entity, id, entry, async (field) => {
    const ofField = reversalOf(ctx, entry, field)
    return ofField ? outcomeOf(await ofField.run(ctx, entry)) : null
  })
}

/** How a plugin undoes this entry, or this field of it, in its own way. */
export function reversalOf(ctx: Ctx, entry: ReversedEntry, field: string | undefined): Reversal | undefined {
  const about = entry.part ?? entry.entity
  return ctx.registry.plugins
    .flatMap(({ reversals = [] }) => reversals)
    .find(
      (one) => one.entity === about && one.field === field && (one.action === undefined || one.action === entry.action),
    )
}

function outcomeOf(outcome: ReversalOutcome): Undone {
  if (outcome === 'restored') return restored
  return outcome === 'left' ? leftFor('core.changed-since') : outcome
}
