import type { Ctx } from '../ctx.js'
import { doerOf } from '../entity/doer.js'
import type { FormPage } from '../http/form-pages.js'
import { later } from '../later/clock.js'
import { ownDraft, type Draft } from './read-drafts.js'

const TABLE = 'core_draft'
const KEPT_MS = 30 * 24 * 60 * 60_000

/** Throws away one of the reader's own and answers what it was; 404 for any other. */
export async function dropDraft(ctx: Ctx, id: number): Promise<Draft> {
  const draft = await ownDraft(ctx, id)
  await ctx.db(TABLE).where({ id }).delete()
  return draft
}

/** The form was saved: what its writer kept of it is done with. Of a record by its id, of something new by the page. */
export async function dropSaved(
  ctx: Ctx,
  { form }: FormPage,
  saved: { readonly record: number } | { readonly address: string },
): Promise<void> {
  const which = 'record' in saved ? { record_id: saved.record } : { address: saved.address }
  await ctx
    .db(TABLE)
    .where({ operator_id: doerOf(ctx) ?? 0, form: form.id, ...which })
    .delete()
}

/**
 * What anybody had typed about contractors or persons whose data are erased: forms of their own, and of something new that
 * names them. The table is small and short-lived, so it is read through.
 */
export async function dropDraftsAbout(ctx: Ctx, entity: string, ids: readonly number[]): Promise<void> {
  const name = entity === 'core.person' ? 'personId' : 'contractorId'
  const about = ctx.db(TABLE).where((own) => own.where({ entity }).whereIn('record_id', [...ids]))
  for (const id of ids) about.orWhere('typed', 'like', `%"${name}":"${id}"%`)
  await about.delete()
}

/** Drafts are kept for thirty days after the last word. */
export async function sweepDrafts(ctx: Ctx): Promise<void> {
  await ctx.db(TABLE).where('saved_at', '<', later(ctx.now(), -KEPT_MS)).delete()
}
