import { isAbsolute, join, resolve } from 'node:path'
import type { HostConfig, Plugin } from '@berberis/core'

/** What `berberis.config.ts` says. Everything but the plugins has a default, and `BERBERIS_*` variables win over it. */
export interface ServerConfig {
  /** In the order that decides ties; core is always there. */
  readonly plugins: readonly Plugin[]
  /** `sqlite:<file>` or `mysql://user:password@host:port/database`; a file in the data folder unless said. */
  readonly database?: string
  /** Where the instance key, the files and the embedded database lie; `data` beside where it is started. */
  readonly dataFolder?: string
  /** `127.0.0.1:3000` unless said. */
  readonly listen?: string
  /** The address people use, `https://berberis.example`; `http://localhost:<port>` unless said. */
  readonly publicAddress?: string
  /** `smtp://…`, `smtps://…` or `folder:<path>`; none: nothing can be mailed. */
  readonly mail?: string
  readonly zone?: string
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed. */
  readonly trustProxy?: readonly string[]
  /** An instance for practice: says so on every page, mails into a folder, and its clock may be set. */
  readonly practice?: boolean
  readonly logLevel?: HostConfig['logLevel']
}

export interface Place {
  readonly host: string
  readonly port: number
  /** Somebody asked for this very port, so another one will not do. */
  readonly chosen: boolean
}

const PORT = 3000

/** Host, port and whether it was asked for. Throws RangeError for anything that is no `host:port` or `port`. */
export function placeOf({ listen }: ServerConfig, env: NodeJS.ProcessEnv): Place {
  const text = env['BERBERIS_LISTEN'] || listen
  if (!text) return { host: '127.0.0.1', port: PORT, chosen: false }

  const [, host = '127.0.0.1', digits = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (digits === '' || port > 65_535) throw new RangeError(`BERBERIS_LISTEN: ${text}`)
  return { host, port, chosen: true }
}

/** The host's configuration for a server at `place`, paths made absolute from the folder `cwd`. */
export function hostConfigOf(
  config: ServerConfig,
  env: NodeJS.ProcessEnv,
  { place, cwd }: { place: Place; cwd: string },
): HostConfig {
  const dataFolder = resolve(cwd, env['BERBERIS_DATA'] || config.dataFolder || 'data')
  const practice = env['BERBERIS_PRACTICE'] ? env['BERBERIS_PRACTICE'] === '1' : (config.practice ?? false)
  const mail = env['BERBERIS_MAIL'] || config.mail || (practice ? `folder:${join(dataFolder, 'mail')}` : undefined)
  const zone = env['BERBERIS_ZONE'] || config.zone
  const trustProxy = env['BERBERIS_TRUST_PROXY']?.split(',') ?? config.trustProxy

  return {
    dataFolder,
    practice,
    database: databaseOf(env['BERBERIS_DATABASE'] || config.database, { dataFolder, cwd }),
    listen: { host: place.host, port: place.port },
    publicAddress: env['BERBERIS_PUBLIC_ADDRESS'] || config.publicAddress || `http://localhost:${place.port}`,
    logLevel: logLevelOf(env['BERBERIS_LOG']) ?? config.logLevel ?? 'warn',
    ...(mail && { mail }),
    ...(zone && { zone }),
    ...(trustProxy && { trustProxy }),
  }
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

function logLevelOf(text: string | undefined): HostConfig['logLevel'] {
  return LEVELS.find((level) => level === text)
}

/** The address of the database; the path of a file is made absolute and written as an address wants it. */
function databaseOf(text: string | undefined, { dataFolder, cwd }: { dataFolder: string; cwd: string }): string {
  if (!text) return `sqlite:${encodeURI(join(dataFolder, 'berberis.db'))}`
  if (!text.startsWith('sqlite:') || text === 'sqlite::memory:') return text

  const file = text.slice('sqlite:'.length)
  return isAbsolute(decodeURI(file)) ? text : `sqlite:${encodeURI(resolve(cwd, decodeURI(file)))}`
}
