import {
  actorById,
  castHost,
  corePlugin,
  createCtx,
  createHost,
  handClock,
  loadExample,
  setUp,
  type Actor,
  type Ctx,
  type HandClock,
  type Host,
  type MailPort,
  type Origin,
  type Plugin,
} from '@berberis/core'
import { doorsOf, type Doors } from './doors.js'
import { embedded, type TestDatabase } from './databases.js'

export interface TestHostOptions {
  /** The plugins under test, and those they need; the core is always there. */
  readonly plugins?: readonly Plugin[]
  /** SQLite in memory unless said; see `eachDatabase`. */
  readonly database?: TestDatabase
  /** UTC instant at which the clock stands; `2026-11-05T08:00:00.000Z` unless said. */
  readonly clock?: string
  /** True: the example firm is loaded as it is on the clock's day. */
  readonly example?: boolean
  /** Takes the place of a mail server; or the address of one, `smtp://127.0.0.1:2525`. */
  readonly mail?: MailPort | string
}

/** On whose behalf a service is called: an operator's login or actor; nobody's (`system`) unless said. */
export interface AsWhom {
  readonly as?: string | Actor
  readonly origin?: Origin
}

export interface TestHost {
  readonly app: Host['app']
  readonly host: Host
  readonly clock: HandClock
  /** A context on the plain connection, for reading and for what needs no transaction. */
  ctx(whom?: AsWhom): Promise<Ctx>
  /** One transaction: commits when `work` ends well, rolls back when it throws. */
  run<T>(work: (ctx: Ctx) => PromiseLike<T>, whom?: AsWhom): Promise<T>
  /** Both doors, opened by an operator: `(await host.as('anna')).page.get('/contractors')`. */
  as(login: string): Promise<Doors>
  /** Both doors before anybody signed in. */
  readonly nobody: Doors
  /** Does all later work that is due by the clock: listeners, errands, schedules. */
  drain(): Promise<void>
  close(): Promise<void>
}

/** The firm of every test host: complete, so that it may sell and mail. */
const firm = {
  firmName: 'Instalacje Przykład sp. z o.o.',
  firmStreet: 'ul. Przykładowa 1',
  firmPostalCode: '00-000',
  firmCity: 'Warszawa',
  firmTaxId: '9990000103',
  firmAccount: 'PL74000000000000000000000001',
  mailFromAddress: 'biuro@przyklad.example',
} as const

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** The first administrator of every test host. */
export const administrator = { login: 'admin', name: 'Ada Administrator', password: 'sesame-for-tests-only' } as const

/**
 * A real host on a real database, set up, with an administrator `admin` and the first roles as their plugins suggest. Time
 * stands still until `clock` is moved, later work waits for `drain()`, views are strict: a field nobody gave throws.
 * `BERBERIS_TEST_LOG=error` shows what a 500 was about.
 */
export async function testHost({
  plugins = [],
  database = embedded,
  clock: start = '2026-11-05T08:00:00.000Z',
  example = false,
  mail,
}: TestHostOptions = {}): Promise<TestHost> {
  const clock = handClock(start)
  const all = plugins.some(({ id }) => id === 'core') ? plugins : [corePlugin, ...plugins]
  const {
    host,
    filled: adminId,
    drop,
  } = await castHost({
    engine: database.engine,
    plugins: all,
    filling: `${start} ${example}`,
    open: ({ db, ...place }) =>
      createHost({
        config: {
          ...place,
          publicAddress: 'http://localhost',
          logLevel: LOG_LEVELS.find((level) => level === process.env.BERBERIS_TEST_LOG) ?? 'silent',
          strictViews: true,
          works: false,
          latestMs: 60_000,
          ...(typeof mail === 'string' && { mail }),
        },
        plugins: all,
        clock,
        db,
        ...(typeof mail === 'object' && { mail }),
      }),
    fill: (fresh) =>
      fresh.runInCtx({ origin: 'console', system: true }, async (ctx) => {
        const id = await setUp(ctx, { firm, locale: 'pl', administrator, suggestions: 'all' })
        if (example) await loadExample(ctx, { day: ctx.today() })
        return id
      }),
  })

  return {
    app: host.app,
    host,
    clock,
    ctx: async (whom) => createCtx(host.kernel, { db: host.kernel.db, ...(await given(host, whom)) }),
    run: async (work, whom) => host.runInCtx(await given(host, whom), async (ctx) => work(ctx)),
    as: (login) => doorsOf(host, login === administrator.login ? adminId : login),
    nobody: await doorsOf(host, null),
    drain: () => host.drain(),
    close: drop,
  }
}

async function given(
  host: Host,
  { as, origin = 'console' }: AsWhom = {},
): Promise<{ origin: Origin; system: boolean; operator?: Actor }> {
  if (as === undefined) return { origin, system: true }
  const operator = typeof as === 'string' ? await actorOf(host, as) : as
  return { origin, system: false, operator }
}

async function actorOf({ kernel }: Host, login: string): Promise<Actor> {
  const row = await kernel.db('core_operator').where({ login }).first<{ id: number } | undefined>('id')
  const actor = row && (await actorById(kernel.db, kernel.registry, row.id))
  if (!actor) throw new Error(`no active operator has the login ${login}`)
  return actor
}
