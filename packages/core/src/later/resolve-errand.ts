import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { may } from '../permissions.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import { ERRANDS } from './errand-notes.js'

/** What a person found out about an errand whose answer was lost: it arrived, send it again, or let it be. */
export type Resolution = 'done' | 'again' | 'failed'

/**
 * Resolves an uncertain errand by a person's word. Its plugin is told `done` (with no answer) or `failed` soon after, or
 * the errand is queued anew. Audited. 403 without `core.read-logs`, 404, 422 `core.errand-not-uncertain`.
 */
export async function resolveErrand(ctx: Ctx, id: number, resolution: Resolution): Promise<void> {
  ctx.must(may.readLogs)
  const row: { errand: string } | undefined = await ctx.db(ERRANDS).where({ id }).first('errand')
  if (!row) throw notFound()

  const now = ctx.now()
  const told = { owes_told: 1, told_tries: 0, due_at: now, ended_at: now }
  const values = {
    done: { ...told, state: 'done', answer: null },
    failed: { ...told, state: 'failed' },
    again: { state: 'pending', tries: 0, due_at: now, ended_at: null, owes_told: 0 },
  }[resolution]
  const token = ctx.db.raw('?? + 1', ['token'])
  const changed = await ctx
    .db(ERRANDS)
    .where({ id, state: 'uncertain' })
    .update({ ...values, token })
  if (changed !== 1) throw new Refusal('core.errand-not-uncertain')

  const after = values.state
  await auditChange(ctx, {
    entity: 'core.errand',
    record: id,
    label: row.errand,
    action: 'resolution',
    changes: [{ field: 'state', before: 'uncertain', after }],
  })
}
