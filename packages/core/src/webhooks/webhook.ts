import type { Ctx } from '../ctx.js'
import { Recorded } from '../db/model.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import { entity, type Change, type Entity } from '../plugin/entity.js'
import { choices, instant, text } from '../plugin/fields.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { announcements } from './announcements.js'

/** Where a program of somebody else wants to be told what happens here. */
export class Webhook extends Recorded {
  static override tableName = 'core_webhook'

  declare name: string
  declare address: string
  /** Sealed by the instance key. */
  declare secret: string | null
  /** The secret before, sealed: both sign while the receiver learns the new one. */
  declare formerSecret: string | null
  /** UTC instant of the first failure since the last success. */
  declare failingSince: string | null
  /** UTC instant; null while it is called. */
  declare disabledAt: string | null
}

export const webhook: Entity<Webhook> = entity('core.webhook', {
  model: Webhook,
  path: '/webhooks',
  icon: 'world',
  read: may.manageWebhooks,
  edit: may.manageWebhooks,
  label: (row) => row.name,
  sortBy: 'name_key',
  fields: {
    name: text({ required: true, maxLength: 120 }),
    address: text({ required: true, maxLength: 500, sortKey: false, sort: false, hint: 'core.webhook.address.hint' }),
    hooks: choices([], {
      required: true,
      dictionary: announcements,
      kept: { table: 'core_webhook_hook', record: 'webhook_id', value: 'hook' },
    }),
    failingSince: instant({ readonly: true }),
    disabledAt: instant({ readonly: true }),
  },
  rules: addressRules,
  written: (ctx) => raise(ctx, 'webhooks'),
})

/** `core.bad-webhook-address`: no address of the web, or one that bears a name and a password. */
async function addressRules(_ctx: Ctx, { after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (!changed.has('address')) return []
  const url = URL.parse(String(after['address']))
  const sound = url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
  return sound ? [] : [{ path: 'address', code: 'core.bad-webhook-address' }]
}
