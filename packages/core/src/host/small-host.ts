import { corePlugin } from '../core-plugin.js'
import type { Engine } from '../db/connect.js'
import { recordSavable, recordSaved } from '../entity/hooks.js'
import { handClock, type HandClock } from '../later/clock.js'
import { jobsRoom } from '../jobs/room.js'
import { laterRoom } from '../later/room.js'
import { mailSettled } from '../mail/hooks.js'
import { coreMigrations } from '../migrations/index.js'
import { operator } from '../operators/operator.js'
import { role } from '../operators/role.js'
import { createSession } from '../operators/sessions.js'
import { setUp } from '../operators/set-up.js'
import { createToken } from '../operators/tokens.js'
import { unit } from '../operators/unit.js'
import { may } from '../permissions.js'
import { definePlugin, type Plugin } from '../plugin/define-plugin.js'
import type { MailPort } from '../plugin/errands.js'
import { coreSettings } from '../settings/core-settings.js'
import type { HostConfig } from './config.js'
import { castHost } from './cast-host.js'
import { createHost, type Host } from './create-host.js'

export interface SmallHost {
  readonly host: Host
  readonly clock: HandClock
  /** Headers of a signed-in administrator at the page door and at the other one. */
  readonly cookie: Readonly<Record<string, string>>
  readonly bearer: Readonly<Record<string, string>>
  drop(): Promise<void>
}

/** As much of the core as the host itself needs: people, later work, no trade. */
export const smallCore = definePlugin({
  id: 'core',
  title: 'core.errands',
  from: import.meta.url,
  permissions: may,
  settings: coreSettings,
  migrations: coreMigrations,
  entities: [unit, role, operator],
  // Its views are all here, so their places have to be.
  slots: corePlugin.slots ?? [],
  hooks: [recordSavable, recordSaved, mailSettled],
  routes: { ...laterRoom.routes, ...jobsRoom.routes },
  errands: laterRoom.errands ?? [],
  notifications: jobsRoom.notifications ?? [],
})

/** A set-up host for tests of the host itself, on a database of its own; an administrator `ada` is signed in. */
export async function smallHost(
  engine: Engine,
  plugins: readonly Plugin[],
  { mail, config, core = smallCore }: { mail?: MailPort; config?: Partial<HostConfig>; core?: Plugin } = {},
): Promise<SmallHost> {
  const clock = handClock('2026-11-05T08:00:00.000Z')
  const given = { origin: 'console', system: true } as const
  const all = [core, ...plugins]
  const { host, filled, drop } = await castHost({
    engine,
    plugins: all,
    filling: `small ${JSON.stringify(config)}`,
    open: ({ db, ...place }) =>
      createHost({
        config: {
          ...place,
          publicAddress: 'http://localhost',
          logLevel: 'silent',
          works: false,
          latestMs: 60_000,
          ...config,
        },
        plugins: all,
        clock,
        db,
        ...(mail && { mail }),
      }),
    fill: (fresh) =>
      fresh.runInCtx(given, (ctx) => {
        const administrator = { login: 'ada', name: 'Ada', password: 'a sesame for tests only' }
        const firm = { firmName: 'Tutor', mailFromAddress: 'biuro@tutor.example' }
        return setUp(ctx, { firm, locale: 'en', administrator, suggestions: 'all' })
      }),
  })
  const [cookie, token] = await host.runInCtx(
    given,
    async (ctx) =>
      [await createSession(ctx, filled), (await createToken(ctx, filled, { name: 'tests' })).token] as const,
  )

  return {
    host,
    clock,
    cookie: { cookie: `berberis=${cookie}`, 'sec-fetch-site': 'same-origin' },
    bearer: { authorization: `Bearer ${token}` },
    drop,
  }
}
