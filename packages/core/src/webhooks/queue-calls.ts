import { randomUUID } from 'node:crypto'
import type { Ctx } from '../ctx.js'
import { keptBy } from '../entity/kept.js'
import { callWebhook } from './call-webhook.js'

interface Subscriber {
  readonly id: number
  readonly address: string
  readonly secrets: readonly string[]
}

/**
 * Queues a call of every webhook that wants to hear of an announcement, in the transaction of what happened. Which there
 * are is kept in memory, so a firm without webhooks pays nothing.
 */
export async function queueCalls(ctx: Ctx, hook: string, payload: unknown): Promise<void> {
  const subscribers = (await subscriptions(ctx)).get(hook) ?? []
  if (subscribers.length === 0) return
  const body = JSON.stringify({ hook, at: ctx.now().replace(/\.\d+Z$/, 'Z'), payload })
  for (const { id, address, secrets } of subscribers)
    await ctx.send(
      callWebhook,
      { webhookId: id, address, secrets: [...secrets], body },
      { dedupe: `webhook:${id}:${randomUUID()}` },
    )
}

/** Webhooks that are called, by what they want to hear of. */
const subscriptions = keptBy('webhooks', async (ctx): Promise<ReadonlyMap<string, readonly Subscriber[]>> => {
  const rows: { id: number; address: string; secret: string | null; former_secret: string | null; hook: string }[] =
    await ctx
      .db('core_webhook')
      .join('core_webhook_hook', 'core_webhook_hook.webhook_id', 'core_webhook.id')
      .whereNull('core_webhook.disabled_at')
      .whereNotNull('core_webhook.secret')
      .select('core_webhook.id', 'address', 'secret', 'former_secret', 'hook')
  const byHook = new Map<string, Subscriber[]>()
  for (const { id, address, secret, former_secret, hook } of rows) {
    const secrets = [secret, former_secret].filter((sealed) => sealed !== null)
    byHook.set(hook, [...(byHook.get(hook) ?? []), { id, address, secrets }])
  }
  return byHook
})
