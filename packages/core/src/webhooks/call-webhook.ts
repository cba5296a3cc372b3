import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { raise } from '../entity/revision.js'
import { notify } from '../notifications/notify.js'
import { holdersOf } from '../operators/holders-of.js'
import { may } from '../permissions.js'
import { errand, type ErrandOutcome } from '../plugin/errands.js'
import { notification } from '../plugin/notifications.js'
import { addDays } from '../time/day.js'
import { localDay } from '../time/instant.js'
import { Webhook } from './webhook.js'

/** Days without a success after which a webhook is called no more (spec-core §10). */
const PATIENCE_DAYS = 3

const text = (maxLength: number) => Type.String({ maxLength })

/** A webhook failed for three days and is called no more. */
export const webhookOff = notification('core.webhook-off', { mail: 'on' })

/** Tells a program of others what was announced. It may be told twice: the message id is the same then. */
export const callWebhook = errand(
  'core.call-webhook',
  Type.Object({
    webhookId: Type.Integer({ minimum: 1 }),
    address: text(500),
    secrets: Type.Array(text(400), { maxItems: 2 }),
    body: text(20_000),
  }),
  {
    go: ({ errandId, world, signal }, { address, secrets, body }) =>
      world.webhooks.call({ address, secrets, body, messageId: `msg_${errandId}` }, signal),
    told: (ctx, { webhookId }, outcome) => noteOutcome(ctx, webhookId, outcome),
  },
)

/** A success forgets failures; three days of them and nothing else end the calls, and those who manage webhooks are told. */
async function noteOutcome(ctx: Ctx, id: number, { state }: ErrandOutcome): Promise<void> {
  const row = await Webhook.query(ctx.db).findById(id)
  if (!row || row.disabledAt !== null) return
  if (state === 'done') {
    if (row.failingSince !== null) await Webhook.query(ctx.db).findById(id).patch({ failingSince: null })
    return
  }
  if (row.failingSince === null) {
    await Webhook.query(ctx.db).findById(id).patch({ failingSince: ctx.now() })
    return
  }
  if (addDays(localDay(row.failingSince, ctx.zone), PATIENCE_DAYS) > ctx.today()) return

  await Webhook.query(ctx.db).findById(id).patch({ disabledAt: ctx.now() })
  await raise(ctx, 'webhooks')
  await notify(ctx, webhookOff, {
    subject: `webhook:${id}:${ctx.now()}`,
    to: await holdersOf(ctx, may.manageWebhooks),
    params: { name: row.name },
    href: `/webhooks/${id}`,
  })
}
