import type { TObject } from '@sinclair/typebox'
import type { FastifyBaseLogger } from 'fastify'
import type { Knex } from 'knex'
import type { Ctx, Files, Locale, Vault } from '../ctx.js'
import type { Clock } from '../later/clock.js'
import type { LiveHub } from '../live/hub.js'
import type { World } from '../plugin/errands.js'
import type { MessageParams } from '../plugin/refusal.js'
import type { HostConfig } from './config.js'
import type { FullRegistry } from './registry.js'

/** What one host is made of; each part of the host is given it and nothing is ambient. */
export interface Kernel {
  readonly config: HostConfig
  readonly registry: FullRegistry
  readonly db: Knex
  readonly clock: Clock
  readonly zone: string
  readonly log: FastifyBaseLogger
  readonly files: Files
  readonly vault: Vault
  readonly world: World
  /** A text by its key. Throws on an unknown key in tests (`strictViews`), is logged and shown as the key otherwise. */
  translate(locale: Locale, key: string, params?: MessageParams): string
  /** A plugin's settings with their defaults, as kept in this database. */
  readSettings(ctx: Ctx, pluginId: string, schema: TObject): Promise<object>
  /** Aborted when the process is asked to stop: nothing new is begun, and what waits for the world gives up. */
  readonly stopping: AbortSignal
  /** Who listens in this process, and what they hear. */
  readonly live: LiveHub
  /** Something was queued or touched and committed: later work, and who listens, may look now rather than at the next round. */
  kick(): void
}
