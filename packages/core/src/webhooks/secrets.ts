import { randomBytes, randomUUID } from 'node:crypto'
import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { raise } from '../entity/revision.js'
import { mustEdit, seenOne } from '../entity/seen.js'
import { Refusal } from '../plugin/refusal.js'
import { callWebhook } from './call-webhook.js'
import { secretFrom } from './sign-webhook.js'
import { Webhook, webhook } from './webhook.js'

/** Bytes of a secret. */
const LENGTH = 24

/**
 * A new secret, in the answer and nowhere else. The one before goes on signing beside it until `dropFormerSecret`, so that
 * the receiver can change without missing a message. Audited without the secret.
 */
export async function newSecret(ctx: Ctx, id: number): Promise<string> {
  const row = await held(ctx, id)
  const secret = secretFrom(randomBytes(LENGTH))
  await keep(ctx, row, { secret: ctx.vault.seal(secret), formerSecret: row.secret }, 'new-secret')
  return secret
}

/** From now the newest secret alone signs. */
export async function dropFormerSecret(ctx: Ctx, id: number): Promise<void> {
  const row = await held(ctx, id)
  if (row.formerSecret !== null) await keep(ctx, row, { formerSecret: null }, 'former-secret-dropped')
}

/** Calls it again after it was taken off, or takes it off. Forgets its failures. */
export async function setCalled(ctx: Ctx, id: number, called: boolean): Promise<void> {
  const row = await held(ctx, id)
  if ((row.disabledAt === null) === called) return
  const disabledAt = called ? null : ctx.now()
  await keep(ctx, row, { disabledAt, failingSince: null }, called ? 'activation' : 'deactivation')
}

/** Queues a message that says nothing but that it was asked for. 422 `core.webhook-without-secret`. */
export async function testCall(ctx: Ctx, id: number): Promise<void> {
  const { address, secret, formerSecret } = await held(ctx, id)
  if (secret === null) throw new Refusal('core.webhook-without-secret')
  const body = JSON.stringify({ hook: 'core.webhook-tested', at: ctx.now().replace(/\.\d+Z$/, 'Z'), payload: { id } })
  const secrets = [secret, ...(formerSecret === null ? [] : [formerSecret])]
  await ctx.send(
    callWebhook,
    { webhookId: id, address, secrets, body },
    { dedupe: `webhook:${id}:test-${randomUUID()}` },
  )
}

async function held(ctx: Ctx, id: number): Promise<Webhook> {
  const row = await seenOne(ctx, webhook, id)
  await mustEdit(ctx, webhook, row)
  return row
}

type Kept = Partial<Pick<Webhook, 'secret' | 'formerSecret' | 'disabledAt' | 'failingSince'>>

/** No field people edit, so the version stays. */
async function keep(ctx: Ctx, { id, name }: Webhook, columns: Kept, action: string): Promise<void> {
  await Webhook.query(ctx.db).findById(id).patch(columns)
  await raise(ctx, 'webhooks')
  await auditChange(ctx, { entity: webhook.id, record: id, label: name, action })
}
