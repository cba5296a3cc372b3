import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corePlugin } from '../core-plugin.js'
import type { Ctx } from '../ctx.js'
import { scratchDatabase } from '../db/scratch-databases.js'
import type { Engine } from '../db/connect.js'
import { handClock, type HandClock } from '../later/clock.js'
import type { Plugin } from '../plugin/define-plugin.js'
import type { MailPort } from '../plugin/errands.js'
import { createHost, type Host } from './create-host.js'

export interface ScratchHost {
  readonly host: Host
  readonly clock: HandClock
  /** One transaction in the house's own name. */
  run<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

/** The core, with more plugins if wanted, on a fresh database: migrated, nobody works here yet. For the core's own tests. */
export async function scratchHost(
  engine: Engine,
  { plugins = [], mail }: { plugins?: readonly Plugin[]; mail?: MailPort } = {},
): Promise<ScratchHost> {
  const database = await scratchDatabase(engine)
  const dataFolder = mkdtempSync(join(tmpdir(), 'berberis-core-'))
  const clock = handClock('2026-11-05T08:00:00.000Z')
  const host = await createHost({
    config: {
      database: database.url,
      dataFolder,
      publicAddress: 'http://localhost',
      logLevel: 'silent',
      strictViews: true,
      works: false,
      latestMs: 60_000,
    },
    plugins: [corePlugin, ...plugins],
    clock,
    ...(mail && { mail }),
  })
  await host.ready()

  return {
    host,
    clock,
    run: (work) => host.runInCtx({ origin: 'console', system: true }, work),
    async drop() {
      await host.close()
      await database.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
