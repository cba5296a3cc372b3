import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corePlugin } from '../../core-plugin.js'
import type { Engine } from '../../db/connect.js'
import { scratchDatabase } from '../../db/scratch-databases.js'
import { handClock } from '../../later/clock.js'
import { setUp } from '../../operators/set-up.js'
import { createToken } from '../../operators/tokens.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import type { HostConfig } from '../config.js'
import { type Instance, openInstance } from './instance.js'

export interface ScratchInstance {
  readonly folder: string
  /** The same instance as a new process would open it, with these plugins listed; the one before is closed. */
  open(...listed: Plugin[]): Promise<Instance>
  /** Of the administrator, at the programs' door. */
  readonly bearer: () => Readonly<Record<string, string>>
  drop(): Promise<void>
}

/** An instance on a database that outlives its process, set up, with an administrator `ada` and the first roles. */
export async function scratchInstance(
  engine: Engine,
  works = false,
  more: Partial<HostConfig> = {},
): Promise<ScratchInstance> {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-life-'))
  const scratch = engine === 'mariadb' ? await scratchDatabase(engine) : null
  const database = scratch?.url ?? `sqlite:${join(folder, 'berberis.db')}`
  const open: { now: Instance | null; token: string } = { now: null, token: '' }

  return {
    folder,
    bearer: () => ({ authorization: `Bearer ${open.token}` }),
    async open(...listed) {
      await open.now?.close()
      open.now = null
      open.now = await openInstance({
        config: {
          ...{ database, dataFolder: folder, publicAddress: 'http://localhost', logLevel: 'silent' },
          ...{ works, strictViews: true, ...more },
        },
        plugins: [corePlugin, ...listed],
        clock: handClock('2026-11-05T08:00:00.000Z'),
      })
      await open.now.ready()
      open.token ||= await begin(open.now)
      return open.now
    },
    async drop() {
      await open.now?.close()
      await scratch?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function begin({ host }: Instance): Promise<string> {
  const administrator = { login: 'ada', name: 'Ada', password: 'a sesame for tests only' }
  const firm = { firmName: 'Tutor', mailFromAddress: 'biuro@tutor.example' }
  return host.runInCtx({ origin: 'console', system: true }, async (ctx) => {
    const id = await setUp(ctx, { firm, locale: 'en', administrator, suggestions: 'all' })
    return (await createToken(ctx, id, { name: 'tests' })).token
  })
}
