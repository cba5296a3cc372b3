import type { TSchema } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { isUniqueViolation } from '../db/writing.js'
import { doerOf } from '../entity/doer.js'
import type { Kernel } from '../host/kernel.js'
import type { Errand } from '../plugin/errands.js'
import { payloadText } from './check-payload.js'

/**
 * Queues an errand in the caller's transaction and answers with its id. One business event is one errand: with a
 * `dedupe` that is there already nothing is queued and the first one's id comes back. Throws when that one is another
 * kind of errand: then two events bear one name, and the second would be left undone in silence.
 */
export async function queueErrand(
  kernel: Kernel,
  ctx: Ctx,
  { id, payload: schema }: Pick<Errand<TSchema, never>, 'id' | 'payload'>,
  payload: unknown,
  { dedupe }: { readonly dedupe: string },
): Promise<number> {
  if (!kernel.registry.errands.has(id)) throw new Error(`no plugin declares the errand ${id}`)
  if (dedupe.length === 0 || dedupe.length > 200)
    throw new Error(`the dedupe key of ${id} has ${dedupe.length} signs, not 1–200`)
  const text = payloadText(id, schema, payload)
  const known = await idOf(ctx, id, dedupe)
  if (known !== undefined) return known

  const at = ctx.now()
  const row = { errand: id, dedupe, payload: text, state: 'pending', tries: 0, token: 0, owes_told: 0 }
  try {
    const [made] = await ctx.db('core_errand').insert({ ...row, due_at: at, created_at: at, created_by: doerOf(ctx) })
    return Number(made)
  } catch (error) {
    // Another transaction was quicker by a breath: its errand is the one.
    const first = isUniqueViolation(error) ? await idOf(ctx, id, dedupe) : undefined
    if (first === undefined) throw error
    return first
  }
}

async function idOf(ctx: Ctx, errand: string, dedupe: string): Promise<number | undefined> {
  const row = await ctx.db('core_errand').where({ dedupe }).first<{ id: number; errand: string } | undefined>()
  if (row && row.errand !== errand) throw new Error(`${errand}: the name ${dedupe} is that of ${row.errand}`)
  return row?.id
}
