import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import type { Ctx, Registry } from '../ctx.js'
import { connect } from '../db/connect.js'
import { writing } from '../db/writing.js'
import { diskFiles } from '../files/disk-files.js'
import { bareApp, buildApp, type Says } from '../http/create-app.js'
import { loadFace, type Face } from '../http/face.js'
import { openApi } from '../http/openapi.js'
import type { MountedRoute } from '../http/mounted-route.js'
import { systemClock, type Clock } from '../later/clock.js'
import { drain } from '../later/drain.js'
import { startWorker, type Worker } from '../later/worker.js'
import { liveHub } from '../live/hub.js'
import { mailPortOf } from '../mail/mail-port.js'
import type { Plugin } from '../plugin/define-plugin.js'
import type { MailPort } from '../plugin/errands.js'
import { settingsOf } from '../settings/read-settings.js'
import { translate } from '../ui/locales.js'
import { webhookPort } from '../webhooks/webhook-port.js'
import { checkFace } from './check-face.js'
import { checkList, checkPlugins } from './check-plugins.js'
import type { HostConfig } from './config.js'
import { createCtx, type CtxGiven } from './create-ctx.js'
import type { Kernel } from './kernel.js'
import { orderPlugins } from './order-plugins.js'
import { houseVersion, packageOf } from './package-of.js'
import { migrateNow, prepareDatabase } from './prepare-database.js'
import { registryOf } from './registry.js'
import { StartFault } from './start-fault.js'
import { openVault } from './vault.js'

/** Milliseconds that later work may take to finish when the process stops (reliability §8). */
const FINISH_MS = 8_000

/** Milliseconds in which putting a host together may hold the event loop up. */
const STARTING_MS = 10_000

export interface HostGiven {
  readonly config: HostConfig
  readonly plugins: readonly Plugin[]
  /** The machine's clock unless given. */
  readonly clock?: Clock
  /** Takes the place of the mail server the configuration names. */
  readonly mail?: MailPort
  /** An open database that others use too; the host does not close it. */
  readonly db?: Knex
}

export interface Host {
  readonly app: FastifyInstance
  readonly registry: Registry
  readonly kernel: Kernel
  readonly face: Face
  /** Every route of every plugin, at each door it stands at. */
  readonly routes: readonly MountedRoute[]
  /** Prepares the database (see `prepareDatabase`) and begins the later work of this process. Throws StartFault. */
  ready(): Promise<void>
  /** Begins the later work of this process on a database that is prepared already. */
  work(): void
  /** Another host is put together beside it: for a while a lagging event loop refuses nobody. */
  lenient(): void
  /** It is about to stop: `/health/ready` says so, whoever listens for changes is sent away, no later work is begun. */
  drainSoon(): void
  /** Makes pending migrations without starting. */
  migrate(): Promise<void>
  /** Accepts requests at the configured address; answers with the address. `ready` comes first. */
  listen(): Promise<string>
  /** The API's description as of now, OpenAPI 3.1. */
  openApi(): Promise<object>
  /** One transaction for work that comes from no request: the console, a test. */
  runInCtx<T>(given: Omit<CtxGiven, 'db'>, work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** Does all later work that is due by the clock, until nothing is. */
  drain(): Promise<void>
  /** Not ready, no new requests, what runs is finished, leases are given back, connections closed. */
  close(): Promise<void>
}

/** Puts an instance together from its configuration and plugins. Throws StartFault with all faults at once. */
export async function createHost({ config, plugins, clock = systemClock, mail, db: shared }: HostGiven): Promise<Host> {
  const faults: string[] = []
  const fault = (text: string) => void (faults.includes(text) || faults.push(text))
  checkList(plugins, fault)
  if (faults.length > 0) throw new StartFault(faults)
  const ordered = orderPlugins(plugins, fault)
  checkPlugins(plugins, ordered, fault)
  if (faults.length > 0) throw new StartFault(faults)

  const registry = registryOf(ordered)
  const face = loadFace(ordered, packageOf, { strict: config.strictViews ?? false })
  checkFace(registry, face, fault)

  const says: Says = {}
  const app = bareApp(config, says)
  const port = mailPortOf(config.mail)
  const files = diskFiles(`${config.dataFolder}/files`)
  const worker: { current: Worker | null } = { current: null }
  const stop = new AbortController()
  const vault = openVault(config.dataFolder)
  const db = shared ?? connect(config.database, { ...(config.latestMs && { patience: config.latestMs }) })
  const live = liveHub({ db, log: app.log })
  const kernel: Kernel = {
    config,
    registry,
    clock,
    files,
    vault,
    db,
    zone: config.zone ?? 'Europe/Warsaw',
    log: app.log,
    world: {
      mail: mail ?? port,
      webhooks: webhookPort({ vault, clock, hosts: config.webhookHosts ?? [] }),
      publicAddress: config.publicAddress.replace(/\/$/, ''),
      readFile: files.read,
      files,
    },
    translate: (locale, key, params) =>
      translated(app, config, () => translate(face.locales.messages, locale, key, params), key),
    readSettings: settingsOf,
    stopping: stop.signal,
    live,
    kick: () => {
      worker.current?.kick()
      live.look()
    },
  }

  const readiness = { stopping: false, lenientUntil: performance.now() + STARTING_MS }
  const routes: MountedRoute[] = []
  const document = (ctx: Ctx) => openApi(ctx, routes, { version: houseVersion() })
  await buildApp(app, kernel, face, { readiness, says, fault, document, mounted: (route) => void routes.push(route) })
  await app.ready()
  if (faults.length > 0) {
    await Promise.all([app.close(), live.close(), shared ? null : kernel.db.destroy()])
    throw new StartFault(faults)
  }

  return {
    app,
    registry,
    kernel,
    face,
    routes,
    async ready() {
      await prepareDatabase(kernel)
      if (config.works !== false) worker.current = startWorker(kernel)
    },
    work: () => void (worker.current = startWorker(kernel)),
    lenient: () => void (readiness.lenientUntil = performance.now() + STARTING_MS),
    drainSoon() {
      readiness.stopping = true
      stop.abort()
      void live.close()
    },
    migrate: () => migrateNow(kernel),
    listen: () => app.listen({ host: config.listen?.host ?? '127.0.0.1', port: config.listen?.port ?? 0 }),
    openApi: () => document(createCtx(kernel, { db: kernel.db, origin: 'console', system: true })),
    async runInCtx(given, work) {
      let queued = false
      const result = await writing(kernel.db, (db) =>
        work(createCtx(kernel, { ...given, db, queued: () => (queued = true) })),
      )
      if (queued) kernel.kick()
      return result
    },
    drain: () => drain(kernel),
    async close() {
      readiness.stopping = true
      stop.abort()
      const deaf = live.close()
      // What is still under way then keeps its lease: others find it when that is over, or a person is asked.
      const finished = Promise.race([worker.current?.stop(), sleep(FINISH_MS, undefined, { ref: false })])
      await Promise.all([app.close(), finished, deaf])
      port.close()
      if (!shared) await kernel.db.destroy()
    },
  }
}

/** An unknown key stops a test; in a running firm the key itself is shown and the log says so. */
function translated(app: FastifyInstance, { strictViews }: HostConfig, text: () => string, key: string): string {
  try {
    return text()
  } catch (error) {
    if (strictViews || !(error instanceof RangeError)) throw error
    app.log.error({ key }, 'no text for a key')
    return key
  }
}
