import {
  type Clock,
  corePlugin,
  type Ctx,
  type Host,
  type Instance,
  type MessageParams,
  openInstance,
  Refusal,
  systemClock,
} from '@berberis/core'
import { readConfig } from './read-config.js'
import type { Args } from './read-args.js'
import { Said } from './said.js'
import { hostConfigOf, type Place, placeOf, type ServerConfig } from './server-config.js'
import { fill, languageOf, type Texts, textsFor } from './texts.js'

/** What every command is given: the words of its terminal, where it runs, and a way to say something. */
export interface Console {
  readonly args: Args
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly texts: Texts
  say(text: string, values?: Readonly<Record<string, string | number>>): void
}

export function consoleOf(args: Args): Console {
  const texts = textsFor(process.env)
  const say = (text: string, values = {}) => console.log(fill(text, values))

  return { args, env: process.env, cwd: process.cwd(), texts, say }
}

export interface Opened {
  readonly instance: Instance
  readonly config: ServerConfig
  readonly place: Place
}

interface Opening {
  readonly place?: Place
  readonly works: boolean
  readonly practice?: boolean
  readonly looks?: boolean
  readonly leavesOut?: boolean
}

/**
 * An instance by the configuration in force, with those of its plugins that are on, not yet ready. `works: false`: it does no
 * later work by itself. `looks`: what was left half done stays as it is,
 * and a guarded installation opens without the plugins nobody approved.
 */
export async function openHost(
  { args, env, cwd }: Console,
  { place, works, practice, looks = false, leavesOut = looks }: Opening,
): Promise<Opened> {
  const config = await configOf({ args, env, cwd })
  const at = place ?? placeOf(config, env)
  const given = hostConfigOf(practice === undefined ? config : { ...config, practice }, env, { place: at, cwd })
  const clock = typeof args.options['clock'] === 'string' ? clockFrom(args.options['clock']) : undefined
  const instance = await openInstance({
    looks,
    leavesOut,
    config: { ...given, works },
    plugins: [corePlugin, ...config.plugins],
    ...(clock && { clock }),
  })

  return { instance, config, place: at }
}

/** The host's configuration in force and the plugins that are listed. */
export async function configured(console: Pick<Console, 'args' | 'env' | 'cwd'>) {
  const { env, cwd } = console
  const config = await configOf(console)
  return { config: hostConfigOf(config, env, { place: placeOf(config, env), cwd }), plugins: config.plugins }
}

/** The configuration file that is asked for, or the usual one. */
export async function configOf({ args, env, cwd }: Pick<Console, 'args' | 'env' | 'cwd'>): Promise<ServerConfig> {
  const asked = args.options['config'] ?? env['BERBERIS_CONFIG']
  return readConfig(typeof asked === 'string' ? asked : undefined, cwd)
}

/** Opens an instance for who only looks, not ready, and closes it whatever happens; refusals are thrown as `Said`. */
export async function looking<T>(console: Console, look: (instance: Instance) => Promise<T>): Promise<T> {
  const { instance } = await openHost(console, { works: false, looks: true })
  try {
    return await look(instance)
  } catch (error) {
    throw inWords(instance.host, error)
  } finally {
    await instance.close()
  }
}

/**
 * Opens a host for one piece of work at the console and closes it whatever happens. What a rule refuses is thrown as
 * `Said`, in the terminal's words.
 */
export async function withHost<T>(console: Console, work: (host: Host, instance: Instance) => Promise<T>): Promise<T> {
  const { instance } = await openHost(console, { works: false })
  try {
    sayRecovered(console, instance)
    await instance.ready()
    return await work(instance.host, instance)
  } catch (error) {
    throw inWords(instance.host, error)
  } finally {
    await instance.close()
  }
}

/** What the last process left half done, and what became of it now. */
export function sayRecovered({ texts, say }: Console, { recovered }: Instance): void {
  for (const { plugin, was, archive, done } of recovered)
    say(done ? texts[`plugins.recovered-${was}`] : texts['plugins.half'], { plugin, archive: archive ?? '' })
}

/** One transaction in the house's own name. */
export function atConsole<T>(host: Host, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return host.runInCtx({ origin: 'console', system: true, locale: languageOf(process.env) }, work)
}

/** What a rule refuses, in the terminal's words; anything else as it was thrown. */
function inWords(host: Host, error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const t = (code: string, params?: MessageParams) => host.kernel.translate(languageOf(process.env), code, params)
  const fields = (error.details.fields ?? []).map((field) => `  ${field.path}: ${t(field.code, field.params)}`)

  return new Said([t(error.code, error.details.params), ...fields].join('\n'))
}

/** A clock that goes on from an instant, for practice. Throws Said when it is none. */
function clockFrom(instant: string): Clock {
  const ahead = Date.parse(instant) - Date.parse(systemClock.now())
  if (Number.isNaN(ahead)) throw new Said(instant)
  return { now: () => new Date(Date.parse(systemClock.now()) + ahead).toISOString() }
}
