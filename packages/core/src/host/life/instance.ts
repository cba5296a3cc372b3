import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../db/connect.js'
import { auditChange } from '../../entity/audit.js'
import { systemClock } from '../../later/clock.js'
import { serverOptions, refuseBadRequest } from '../../http/server-options.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { tellOfChangedCore } from '../../shipped/core-shipped.js'
import { createHost, type Host, type HostGiven } from '../create-host.js'
import { createCtx } from '../create-ctx.js'
import { admitted, openRelease } from '../release/release.js'
import { type Unapproved, UnapprovedFault } from '../release/unapproved-fault.js'
import { bindLife, type Life, lifeOn } from './life.js'
import { inForce, knownPlugins } from './plugin-states.js'
import { recover, type Recovered } from './recover.js'
import { requestsOf, type Requests } from './requests.js'

/** Milliseconds between looks whether another process changed the set of plugins, and what it takes to notice for sure. */
const LOOK_MS = 2_000
const NOTICED_MS = 5_000
/** Milliseconds an old host gets to answer what it had begun. */
const ENDING_MS = 30_000

/**
 * An instance: the host in force, its listener, and the life of its plugins. When the set changes, another host is built
 * beside the running one, the listener hands requests to it, and the old one ends its own.
 */
export interface Instance {
  readonly host: Host
  readonly kernel: Host['kernel']
  readonly life: Life
  /** What the last process had left half done and this one ended. */
  readonly recovered: readonly Recovered[]
  /** Plugins that would be in force and are not, since nobody approved their code; only with `leavesOut`. */
  readonly leftOut: readonly Unapproved[]
  ready(): Promise<void>
  /** Answers with the address. */
  listen(): Promise<string>
  close(): Promise<void>
}

interface Looking {
  /** True: nothing that was left half done is ended. For who only looks. */
  readonly looks?: boolean
  /** True: a guarded installation opens without the plugins nobody approved, instead of not at all. */
  readonly leavesOut?: boolean
}

/** Opens the instance with those of the listed plugins that are in force. Throws StartFault. */
export async function openInstance({
  looks = false,
  leavesOut = false,
  ...given
}: HostGiven & Looking): Promise<Instance> {
  const { config, plugins: listed, clock = systemClock } = given
  mkdirSync(config.dataFolder, { recursive: true })
  const db = connect(config.database, { ...(config.latestMs && { patience: config.latestMs }) })
  const open = { host: null as Host | null, requests: requestsOf(), closed: false }
  const host = (): Host => {
    if (!open.host) throw new Error('the instance is not open yet')
    return open.host
  }
  const server = createServer(serverOptions, (request: IncomingMessage, response: ServerResponse) => {
    open.requests.begin(response)
    host().app.routing(request, response)
  })
  server.on('clientError', refuseBadRequest)
  try {
    const release = await openRelease(config, listed)
    const about = { listed, known: await knownPlugins(db), leavesOut }
    const { listed: fit, leftOut } = await admitted(release, db, about)
    const recovered = looks ? [] : await recover(db, fit, clock.now())
    const build = async (plugins: readonly Plugin[]): Promise<Host> => {
      const patient = setInterval(() => open.host?.lenient(), 1_000).unref()
      open.host?.lenient()
      // Who waits meanwhile was not slow himself.
      server.headersTimeout = ENDING_MS
      try {
        return await createHost({ ...given, plugins, db })
      } finally {
        clearInterval(patient)
        open.host?.lenient()
        setTimeout(() => (server.headersTimeout = serverOptions.headersTimeout), ENDING_MS).unref()
      }
    }
    // Where everything has to be approved, an empty database has nothing in force but the core.
    open.host = await build(inForce(fit, (await knownPlugins(db)) ?? (release.trusted ? new Map() : null)))
    const approved = async (plugins: readonly Plugin[]): Promise<Host> => {
      const unfit = await release.unapproved(db, plugins)
      if (unfit.length > 0) throw new UnapprovedFault(unfit)
      return build(plugins)
    }
    const swap = async (next: Host, spare: number): Promise<void> => {
      bindLife(next, life)
      const [old, requests] = [host(), open.requests]
      if (started) next.work()
      next.lenient()
      open.host = next
      open.requests = requestsOf()
      // Those who listen for changes come again by themselves, and meet the new one.
      old.drainSoon()
      const drained = requests.fewerThan(spare + 1, ENDING_MS)
      void end(old, requests)
      await drained
    }
    const life = lifeOn({ listed, release, current: host, build, swap, settle: () => settle(config.database, started) })
    bindLife(host(), life)
    let started = false
    let follower: Promise<void> | null = null
    let told: Promise<void> | null = null

    return {
      get host() {
        return host()
      },
      get kernel() {
        return host().kernel
      },
      life,
      recovered,
      leftOut,
      async ready() {
        await host().ready()
        await release.take(db, host().registry.plugins, clock.now())
        if (recovered.length > 0) await noteRecovered(host(), recovered)
        started = config.works !== false
      },
      async listen() {
        const { host: at = '127.0.0.1', port = 0 } = config.listen ?? {}
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject)
          server.listen({ host: at, port }, resolve)
        })
        told = tellOfChangedCore(host().kernel)
        follower = follow(() => !open.closed, { host, build: approved, swap, listed })
        return `http://${at}:${(server.address() as AddressInfo).port}`
      },
      async close() {
        open.closed = true
        host().drainSoon()
        const stopped = server.listening ? new Promise((resolve) => server.close(resolve)) : Promise.resolve()
        server.closeIdleConnections()
        await open.requests.fewerThan(1, ENDING_MS)
        server.closeAllConnections()
        await Promise.all([stopped, host().close(), follower, told])
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** The old host takes nothing new; it ends when all it had begun is answered, or after half a minute. */
async function end(old: Host, requests: Requests): Promise<void> {
  await requests.fewerThan(1, ENDING_MS)
  await old.close()
}

/** Only where another process may serve the same database: what it still does must not meet tables that are gone. */
async function settle(database: string, serving: boolean): Promise<void> {
  if (!serving || !database.startsWith('sqlite:')) await sleep(NOTICED_MS)
}

/** Does here what another process did to the set: a console, or a server beside this one. */
async function follow(
  going: () => boolean,
  {
    host,
    build,
    swap,
    listed,
  }: {
    host(): Host
    build(plugins: readonly Plugin[]): Promise<Host>
    swap(next: Host, spare: number): Promise<void>
    readonly listed: readonly Plugin[]
  },
): Promise<void> {
  while (going()) {
    await sleep(LOOK_MS, undefined, { ref: false })
    if (!going()) return
    try {
      const wanted = inForce(listed, await knownPlugins(host().kernel.db))
      if (sameIds(wanted, host().registry.plugins)) continue
      void swap(await build(wanted), 0)
    } catch (error) {
      host().kernel.log.error({ err: error }, 'the changed set of plugins cannot be followed')
    }
  }
}

function sameIds(a: readonly Plugin[], b: readonly Plugin[]): boolean {
  const ids = new Set(b.map(({ id }) => id))
  return a.length === b.length && a.every(({ id }) => ids.has(id))
}

async function noteRecovered(host: Host, recovered: readonly Recovered[]): Promise<void> {
  for (const { plugin, was, done, archive } of recovered) {
    host.kernel.log.warn({ plugin, was, done, archive }, 'what was left half done')
    if (!done) continue
    const action = was === 'removing' ? 'plugin-removal' : 'installation-undone'
    await host.runInCtx({ origin: 'console', system: true }, async (ctx) => {
      await auditChange(createCtx(host.kernel, { db: ctx.db, origin: 'console', system: true }), {
        entity: 'core.plugin',
        record: null,
        label: plugin,
        action,
      })
    })
  }
}
