import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { inChangeSet } from './change-set.js'

/**
 * The entry of a record that is configuration stands in a change set of its own when a person changed it and none is open;
 * all others are written as they are.
 */
export async function asConfiguration(
  ctx: Ctx,
  { id: entity, configuration = false }: Entity,
  { id: record, label }: { readonly id: number; readonly label: string },
  work: (ctx: Ctx) => Promise<void>,
): Promise<void> {
  if (!configuration || ctx.operator === null) return work(ctx)
  await inChangeSet(ctx, { kind: 'configuration', label, entity, record }, work)
}
