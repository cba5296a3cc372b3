import { corePlugin } from '../core-plugin.js'
import type { Ctx } from '../ctx.js'
import type { Engine } from '../db/connect.js'
import { handClock, type HandClock } from '../later/clock.js'
import type { Plugin } from '../plugin/define-plugin.js'
import type { MailPort } from '../plugin/errands.js'
import { castHost } from './cast-host.js'
import { createHost, type Host } from './create-host.js'

export interface ScratchHost {
  readonly host: Host
  readonly clock: HandClock
  /** One transaction in the house's own name. */
  run<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

interface Given {
  readonly plugins?: readonly Plugin[]
  readonly mail?: MailPort
  /** Of the configuration. */
  readonly xlsxAtOnce?: number
  /** What the database holds from the beginning, and a name for it. */
  readonly filled?: { readonly as: string; readonly by: (ctx: Ctx) => Promise<unknown> }
}

/** The core, with more plugins if wanted, on a fresh database: migrated, nobody works here yet. For the core's own tests. */
export async function scratchHost(
  engine: Engine,
  { plugins: more = [], mail, xlsxAtOnce, filled }: Given = {},
): Promise<ScratchHost> {
  const clock = handClock('2026-11-05T08:00:00.000Z')
  const plugins = [corePlugin, ...more]
  const run = <T>(host: Host, work: (ctx: Ctx) => Promise<T>) =>
    host.runInCtx({ origin: 'console', system: true }, work)
  const { host, drop } = await castHost({
    engine,
    plugins,
    filling: filled?.as ?? 'empty',
    open: ({ db, ...place }) =>
      createHost({
        config: {
          ...place,
          publicAddress: 'http://localhost',
          logLevel: 'silent',
          strictViews: true,
          works: false,
          latestMs: 60_000,
          ...(xlsxAtOnce !== undefined && { xlsxAtOnce }),
        },
        plugins,
        clock,
        db,
        ...(mail && { mail }),
      }),
    fill: async (fresh) => void (filled && (await run(fresh, filled.by))),
  })

  return { host, clock, run: (work) => run(host, work), drop }
}
