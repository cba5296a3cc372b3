import type { Migration } from '../plugin/migrations.js'
import { webhookTable } from './0470-webhook.js'
import { webhookHookTable } from './0471-webhook-hook.js'

/** Webhooks: where programs of others want to be told. */
export const webhookMigrations: readonly Migration[] = [webhookTable, webhookHookTable]
