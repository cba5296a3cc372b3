import type { TSchema } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import type { Kernel } from '../host/kernel.js'
import type { Announcement } from '../plugin/hooks.js'
import { payloadText } from './check-payload.js'

/** Writes one outbox row for each listener, in the transaction of what happened. True when there was any listener. */
export async function queueAnnouncement(
  kernel: Kernel,
  ctx: Ctx,
  { id, schema }: Announcement<TSchema>,
  payload: unknown,
): Promise<boolean> {
  const text = payloadText(id, schema, payload)
  const listeners = kernel.registry.listenersOf(id)
  if (listeners.length === 0) return false

  const at = ctx.now()
  const rows = listeners.map(({ plugin, part }) => ({
    hook: id,
    plugin,
    listener: part.name,
    payload: text,
    state: 'waiting',
    tries: 0,
    token: 0,
    due_at: at,
    created_at: at,
  }))
  await insertMany(ctx.db, 'core_outbox', rows)

  return true
}
