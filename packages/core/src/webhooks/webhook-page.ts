import type { Ctx } from '../ctx.js'
import type { Presented } from '../entity/present.js'
import { action, recordView } from '../ui/record-view.js'
import { callWebhook } from './call-webhook.js'
import { webhook, type Webhook } from './webhook.js'

/** Calls shown, the newest first. */
const SHOWN = 20

/** The page of a webhook: what it wants to hear of, whether it answers, and its last calls. */
export async function webhookPage(ctx: Ctx, record: Presented, row: Webhook) {
  const base = `/webhooks/${row.id}`
  const view = await recordView(ctx, webhook, record, row)
  const post = { post: true } as const
  const more = [
    action(ctx.t('core.webhook.new-secret'), `${base}/secrets`, { icon: 'key', ...post }),
    ...(row.formerSecret === null
      ? []
      : [action(ctx.t('core.webhook.drop-former'), `${base}/secrets/former/removal`, { icon: 'x', ...post })]),
    row.disabledAt === null
      ? action(ctx.t('core.webhook.deactivate'), `${base}/activation/removal`, { icon: 'ban', ...post })
      : action(ctx.t('core.webhook.activate'), `${base}/activation`, { icon: 'player-play', ...post }),
    action(ctx.t('core.webhook.remove'), `${base}/removal`, {
      icon: 'trash',
      look: 'danger',
      hidden: [{ name: 'version', value: String(row.version) }],
      ask: ctx.t('core.webhook.remove-ask', { name: row.name }),
      ...post,
    }),
  ]
  const test =
    row.secret === null
      ? action(ctx.t('core.webhook.new-secret'), `${base}/secrets`, { icon: 'key', look: 'primary', ...post })
      : action(ctx.t('core.webhook.test'), `${base}/tests`, { icon: 'send', ...post })

  return {
    view: 'core/webhook',
    extras: {
      ...view,
      actions: [...view.actions, test],
      more,
      unsigned: row.secret === null,
      calls: await callsOf(ctx, row.id),
    },
  }
}

interface CallRow {
  readonly id: number
  readonly state: string
  readonly tries: number
  readonly reason: string | null
  readonly created_at: string
  readonly payload: string
}

async function callsOf(ctx: Ctx, id: number) {
  const rows: readonly CallRow[] = await ctx
    .db('core_errand')
    .where({ errand: callWebhook.id })
    .where('dedupe', '>=', `webhook:${id}:`)
    .where('dedupe', '<', `webhook:${id};`)
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .select('id', 'state', 'tries', 'reason', 'created_at', 'payload')
  return rows.map(({ payload, ...row }) => ({
    id: `msg_${row.id}`,
    at: row.created_at,
    hook: hookOf(payload),
    state: ctx.t(`core.errands.state.${row.state}`),
    hue: row.state === 'done' ? 'green' : row.state === 'failed' ? 'red' : 'amber',
    tries: row.tries,
    reason: row.reason ?? '',
  }))
}

function hookOf(payload: string): string {
  const { body } = JSON.parse(payload) as { readonly body: string }
  return String((JSON.parse(body) as { readonly hook?: unknown }).hook ?? '')
}
