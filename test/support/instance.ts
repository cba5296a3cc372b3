import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  corePlugin,
  createHost,
  createSession,
  createToken,
  handClock,
  loadExample,
  sessionCookie,
  setUp,
  type HandClock,
  type Host,
  type LoadedLogin,
  type Plugin,
} from '@berberis/core'
import projects from '@berberis/plugin-projects'
import sales from '@berberis/plugin-sales'
import { freePort } from './free-port.js'
import { smtpSink, type SmtpSink } from './smtp-sink.js'

/** The example firm served over HTTP: what a browser, curl and a mail server meet. */
export interface Instance {
  readonly host: Host
  readonly origin: string
  readonly clock: HandClock
  readonly sink: SmtpSink
  /** Of every operator, the administrator `adam` among them. */
  readonly passwords: ReadonlyMap<string, string>
  /** Requests that were answered with 500 or above. */
  readonly broken: readonly string[]
  cookieOf(login: string): Promise<{ readonly name: string; readonly value: string; readonly url: string }>
  tokenOf(login: string): Promise<string>
  stop(): Promise<void>
}

/** The day all figures of the example firm are written for: Thursday 5 November 2026, 09:00 in Warsaw. */
export const T = '2026-11-05T08:00:00.000Z'

const administrator = {
  login: 'adam',
  name: 'Adam Admin',
  email: 'adam@przyklad.example',
  password: 'sezam-tylko-do-testow-1',
}
const firm = {
  firmName: 'Instalacje Przykład sp. z o.o.',
  firmStreet: 'ul. Przykładowa 1',
  firmPostalCode: '00-000',
  firmCity: 'Warszawa',
  firmTaxId: '9990000103',
  firmAccount: 'PL74000000000000000000000001',
  mailFromName: 'Instalacje Przykład',
  mailFromAddress: 'biuro@przyklad.example',
}

/** Starts the example firm on an embedded database, with later work running and mail going to a sink. */
export async function startInstance({
  plugins = [],
}: { readonly plugins?: readonly Plugin[] } = {}): Promise<Instance> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'berberis-instance-'))
  const sink = await smtpSink()
  const clock = handClock(T)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const host = await createHost({
    config: {
      ...{ database: `sqlite:${join(dataFolder, 'berberis.db')}`, dataFolder, publicAddress: origin, mail: sink.url },
      ...{ listen: { host: '127.0.0.1', port }, logLevel: 'silent', strictViews: true, latestMs: 60_000 },
    },
    plugins: [corePlugin, projects, sales, ...plugins],
    clock,
  })
  const broken = watchAnswers(host)
  await host.ready()
  const logins = await host.runInCtx(
    // A console that speaks English: the firm is Polish all the same.
    { origin: 'console', system: true, locale: 'en' },
    async (ctx): Promise<readonly LoadedLogin[]> => {
      await setUp(ctx, { firm, locale: 'pl', administrator, suggestions: 'all' })
      return loadExample(ctx, { day: ctx.today() })
    },
  )
  await host.listen()
  const idOf = async (login: string) =>
    Number(((await host.kernel.db('core_operator').where({ login }).first('id')) as { id: number }).id)
  const asConsole = { origin: 'console', system: true } as const

  return {
    host,
    origin,
    clock,
    sink,
    passwords: new Map([
      ...logins.map(({ login, password }) => [login, password] as const),
      [administrator.login, administrator.password],
    ]),
    broken,
    async cookieOf(login) {
      const id = await idOf(login)
      const value = await host.runInCtx(asConsole, (ctx) => createSession(ctx, id))
      return { name: sessionCookie(origin).name, value, url: origin }
    },
    async tokenOf(login) {
      const id = await idOf(login)
      return (await host.runInCtx(asConsole, (ctx) => createToken(ctx, id, { name: 'test' }))).token
    },
    async stop() {
      await host.close()
      await sink.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Answers of 500 and above are bugs whoever asked; tests look here in the end. */
function watchAnswers({ app }: Host): string[] {
  const broken: string[] = []
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      // 503 is a machine too busy to answer in time, which says so.
      if (response.statusCode >= 500 && response.statusCode !== 503)
        broken.push(`${response.statusCode} ${request.method} ${request.url}`)
    })
  })
  return broken
}
