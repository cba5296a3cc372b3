import type { Static, TSchema } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { payloadText } from '../later/check-payload.js'
import { tellQueued } from '../later/queued.js'
import type { Job } from '../plugin/jobs.js'
import { JOBS } from './job-run.js'

interface Begun {
  /** What it does, in the words of whoever begins it: „Przypisanie opiekuna 2 140 kontrahentom”. */
  readonly label: string
  /** The change set that its steps write into. */
  readonly changeSet?: number
  /** Pieces there are, where that is known already. */
  readonly total?: number
}

/**
 * Begins a job in this transaction, as the operator who asks: it starts after commit, and its page is `/jobs/<id>`.
 * Answers the id of the run. Throws when nobody is signed in, when no plugin declares the job, and when the payload does
 * not fit its schema.
 */
export async function startJob<P extends TSchema>(
  ctx: Ctx,
  { id, payload: schema }: Pick<Job<P, never>, 'id' | 'payload'>,
  payload: Static<P>,
  { label, changeSet, total }: Begun,
): Promise<number> {
  if (!ctx.operator) throw new Error(`the job ${id} was begun by nobody`)
  if (!ctx.registry.jobs.has(id)) throw new Error(`no plugin declares the job ${id}`)
  const at = ctx.now()
  const [made] = await ctx.db(JOBS).insert({
    job: id,
    label: label.slice(0, 300),
    payload: payloadText(id, schema, payload),
    done: 0,
    total: total ?? null,
    state: 'waiting',
    tries: 0,
    token: 0,
    due_at: at,
    operator_id: ctx.operator.id,
    sitting_id: ctx.operator.sitting?.id ?? null,
    change_set_id: changeSet ?? null,
    created_at: at,
  })
  tellQueued(ctx)

  return Number(made)
}
