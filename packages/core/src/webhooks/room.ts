import { may } from '../permissions.js'
import type { Room } from '../rooms.js'
import { callWebhook, webhookOff } from './call-webhook.js'
import { webhookList } from './face.js'
import { webhooks } from './routes.js'
import { webhook } from './webhook.js'

/** Programs of others, told what happens here. */
export const webhooksRoom: Room = {
  entities: [webhook],
  lists: [webhookList],
  errands: [callWebhook],
  notifications: [webhookOff],
  routes: { '/webhooks': webhooks },
  menu: [
    {
      group: 'admin',
      label: 'core.webhooks',
      href: '/webhooks',
      rank: 61,
      icon: 'world',
      permission: may.manageWebhooks,
    },
  ],
}
