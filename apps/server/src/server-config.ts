import { isAbsolute, join, resolve } from 'node:path'
import { type HostConfig, isPublicKey, type Plugin } from '@berberis/core'
import { BadValue } from './bad-value.js'

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
  /** Hosts of the own network that webhooks may call. */
  readonly webhookHosts?: readonly string[]
  /**
   * Public keys of the test instances whose proofs are believed, as `berberis plugins key` prints them there. Named, even as
   * an empty list: a plugin's code works only after somebody approved exactly this code with such a proof.
   */
  readonly trustedTests?: readonly string[]
  /** Days a proof is good for; 30 unless said. */
  readonly proofDays?: number
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

/** Host, port and whether it was asked for. Throws BadValue for anything that is no `host:port` or `port`. */
export function placeOf(config: ServerConfig, env: NodeJS.ProcessEnv): Place {
  const given = valueOf(config, env, 'listen')
  if (!given) return { host: '127.0.0.1', port: PORT, chosen: false }

  const [, host = '127.0.0.1', digits = ''] = /^(?:([^\s/]+):)?(\d{1,5})$/.exec(given.value) ?? []
  const port = Number(digits)
  if (digits === '' || port > 65_535) throw new BadValue('badListen', given)
  return { host, port, chosen: true }
}

/**
 * The host's configuration for a server at `place`, paths made absolute from the folder `cwd`. Throws BadValue for an
 * address of the database, of the mail server or of the instance itself that is none.
 */
export function hostConfigOf(
  config: ServerConfig,
  env: NodeJS.ProcessEnv,
  { place, cwd }: { place: Place; cwd: string },
): HostConfig {
  const dataFolder = resolve(cwd, env['BERBERIS_DATA'] || config.dataFolder || 'data')
  const practice = env['BERBERIS_PRACTICE'] ? env['BERBERIS_PRACTICE'] === '1' : (config.practice ?? false)
  const mail = mailOf(valueOf(config, env, 'mail')) ?? (practice ? `folder:${join(dataFolder, 'mail')}` : undefined)
  const zone = env['BERBERIS_ZONE'] || config.zone
  const trustProxy = env['BERBERIS_TRUST_PROXY']?.split(',') ?? config.trustProxy
  const webhookHosts = env['BERBERIS_WEBHOOK_HOSTS']?.split(',') ?? config.webhookHosts

  return {
    dataFolder,
    practice,
    database: databaseOf(valueOf(config, env, 'database'), { dataFolder, cwd }),
    listen: { host: place.host, port: place.port },
    publicAddress: publicAddressOf(valueOf(config, env, 'publicAddress')) ?? `http://localhost:${place.port}`,
    logLevel: logLevelOf(env['BERBERIS_LOG']) ?? config.logLevel ?? 'warn',
    ...(mail && { mail }),
    ...(zone && { zone }),
    ...(trustProxy && { trustProxy }),
    ...(webhookHosts && { webhookHosts }),
    ...guardOf(config, env),
  }
}

/** Throws BadValue for a key or a number of days that is none: a guard that is not understood must not stand open. */
function guardOf(config: ServerConfig, env: NodeJS.ProcessEnv): Pick<HostConfig, 'trustedTests' | 'proofDays'> {
  const [keys, days] = [env['BERBERIS_TRUSTED_TESTS'], env['BERBERIS_PROOF_DAYS']]
  const trustedTests = keys ? keys.split(',').map((key) => key.trim()) : config.trustedTests
  const bad = trustedTests?.find((key) => !isPublicKey(key))
  if (bad !== undefined)
    throw new BadValue('badTest', {
      from: keys ? 'BERBERIS_TRUSTED_TESTS' : 'trustedTests (berberis.config)',
      value: bad,
    })
  const proofDays = days ? Number(days) : config.proofDays
  if (proofDays !== undefined && !(Number.isInteger(proofDays) && proofDays >= 1 && proofDays <= 365))
    throw new BadValue('badProofDays', {
      from: days ? 'BERBERIS_PROOF_DAYS' : 'proofDays (berberis.config)',
      value: days ?? String(proofDays),
    })
  return { ...(trustedTests && { trustedTests }), ...(proofDays !== undefined && { proofDays }) }
}

interface Given {
  readonly from: string
  readonly value: string
}

const VARIABLES = {
  listen: 'BERBERIS_LISTEN',
  mail: 'BERBERIS_MAIL',
  database: 'BERBERIS_DATABASE',
  publicAddress: 'BERBERIS_PUBLIC_ADDRESS',
} as const

/** What the variable says, or else the file, and which of them it was. */
function valueOf(config: ServerConfig, env: NodeJS.ProcessEnv, key: keyof typeof VARIABLES): Given | null {
  const variable = VARIABLES[key]
  const [said, kept] = [env[variable], config[key]]
  if (said) return { from: variable, value: said }
  return kept ? { from: `${key} (berberis.config)`, value: kept } : null
}

function mailOf(given: Given | null): string | undefined {
  if (!given || given.value.startsWith('folder:')) return given?.value
  if (!isAddress(given.value, ['smtp:', 'smtps:'])) throw new BadValue('badMail', given)
  return given.value
}

function publicAddressOf(given: Given | null): string | undefined {
  if (given && !isAddress(given.value, ['http:', 'https:'])) throw new BadValue('badPublicAddress', given)
  return given?.value
}

/** Whether it names a host by one of these protocols, and nothing in it fails to decode. */
function isAddress(text: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(text) || !decodes(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocols.includes(protocol) && hostname !== '' && text.startsWith(`${protocol}//`)
}

function decodes(text: string): boolean {
  return !/%(?![\da-f]{2})/i.test(text)
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

function logLevelOf(text: string | undefined): HostConfig['logLevel'] {
  return LEVELS.find((level) => level === text)
}

/** The address of the database; the path of a file is made absolute and written as an address wants it. */
function databaseOf(given: Given | null, { dataFolder, cwd }: { dataFolder: string; cwd: string }): string {
  if (!given) return `sqlite:${encodeURI(join(dataFolder, 'berberis.db'))}`
  const { value } = given
  if (value === 'sqlite::memory:') return value

  const file = value.startsWith('sqlite:') ? value.slice('sqlite:'.length) : ''
  if (file !== '' && decodes(file))
    return isAbsolute(decodeURI(file)) ? value : `sqlite:${encodeURI(resolve(cwd, decodeURI(file)))}`
  if (!isAddress(value, ['mysql:']) || new URL(value).pathname.length < 2) throw new BadValue('badDatabase', given)
  return value
}
