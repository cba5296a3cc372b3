import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Static, TObject } from '@sinclair/typebox'
import type { FastifyBaseLogger } from 'fastify'
import type { Knex } from 'knex'
import type { Actor, Ctx, Locale, Origin } from '../ctx.js'
import { queueAnnouncement } from '../later/queue-announcement.js'
import { queueErrand } from '../later/queue-errand.js'
import { whenQueued } from '../later/queued.js'
import { noteTouched } from '../live/touched.js'
import { Refusal } from '../plugin/refusal.js'
import { localDay } from '../time/instant.js'
import { askCheck, askGathering, askShaping } from './dispatch.js'
import { queueCalls } from '../webhooks/queue-calls.js'
import type { Kernel } from './kernel.js'

export interface CtxGiven {
  /** The open transaction, or the plain connection while something is only read. */
  readonly db: Knex
  readonly origin: Origin
  readonly operator?: Actor | null
  readonly system?: boolean
  readonly locale?: Locale
  readonly requestId?: string
  readonly exactVersion?: boolean
  readonly log?: FastifyBaseLogger
  /** Told when something was queued in this transaction, so that it can be looked at after commit. */
  readonly queued?: () => void
}

/** What every service is handed: one for each request, each try of it, each run of later work. */
export function createCtx(kernel: Kernel, given: CtxGiven): Ctx {
  const { db, origin, operator = null, system = false, requestId = randomUUID() } = given
  const locale = given.locale ?? operator?.locale ?? kernel.config.locale ?? 'pl'
  const log = given.log ?? kernel.log
  const settings = new Map<string, Promise<object>>()
  if (given.queued) whenQueued(db, given.queued)
  const topics = new Set<string>()
  const can: Ctx['can'] = (permission) => system || (operator?.grants.has(permission.id) ?? false)

  const ctx: Ctx = {
    db,
    operator,
    system,
    locale,
    origin,
    requestId,
    exactVersion: given.exactVersion ?? false,
    changeSet: null,
    registry: kernel.registry,
    world: kernel.world,
    files: kernel.files,
    templateFolder: join(kernel.config.dataFolder, 'templates'),
    vault: kernel.vault,
    zone: kernel.zone,
    log: {
      info: (about, text) => log.info(about, text),
      warn: (about, text) => log.warn(about, text),
      error: (about, text) => log.error(about, text),
    },
    now: () => kernel.clock.now(),
    today: () => localDay(kernel.clock.now(), kernel.zone),
    t: (key, params, other = locale) => kernel.translate(other, key, params),
    can,
    must(permission) {
      if (!can(permission)) throw notPermitted(permission.id, (key) => kernel.translate(locale, key))
    },
    settings: <S extends TObject>(pluginId: string, schema: S) => {
      const known = settings.get(pluginId) ?? kernel.readSettings(ctx, pluginId, schema)
      settings.set(pluginId, known)
      // Settings are read by the schema they are declared with, so what is kept under the plugin fits it.
      return known as Promise<Static<S>>
    },
    check: (hook, payload) => askCheck(kernel, ctx, hook.id, payload),
    shape: (hook, value, payload) => askShaping(kernel, ctx, hook.id, value, payload),
    gather: (hook, payload) => askGathering(kernel, ctx, hook.id, payload),
    announce: async (hook, payload) => {
      if (await queueAnnouncement(kernel, ctx, hook, payload)) given.queued?.()
      await queueCalls(ctx, hook.id, payload)
    },
    touch: async (topic) => {
      if (topics.has(topic)) return
      topics.add(topic)
      await noteTouched(ctx, topic)
      given.queued?.()
    },
    send: async (errand, payload, about) => {
      given.queued?.()
      return queueErrand(kernel, ctx, errand, payload, about)
    },
  }

  return ctx
}

/** 403, naming the permission for programs and, in words, for people. */
export function notPermitted(permissionId: string, t: (key: string) => string): Refusal {
  return new Refusal('core.not-permitted', {
    status: 403,
    params: { permission: t(`permission.${permissionId}`) },
    extra: { permission: permissionId },
  })
}
