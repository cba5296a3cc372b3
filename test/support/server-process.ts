import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.js'

export interface ServerSettings {
  readonly database: string
  readonly dataFolder: string
  readonly mail?: string
}

export interface ServerProcess {
  readonly origin: string
  readonly child: ChildProcess
  /** Ends it as the machine would by losing power over the process. */
  kill(): Promise<void>
  /** Asks it to stop and answers with its exit code. */
  terminate(): Promise<number | null>
  /** What it wrote, to either output. */
  said(): string
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const program = join(root, 'apps', 'server', 'dist', 'berberis.js')

/** Builds what changed, so that the program that is run is the one that is tested. Turbo knows when there is nothing to do. */
export function buildServer(): void {
  const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo')
  const run = spawnSync(
    process.execPath,
    [turbo, 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    },
  )
  if (run.status !== 0 || !existsSync(program)) throw new Error(`the build failed:\n${run.stdout}${run.stderr}`)
}

/** A token of the administrator. */
export function tokenFor(settings: ServerSettings): string {
  const token = /bbs_[\w-]{43}/.exec(berberis(settings, ['operator', 'create-token', 'adam']))?.[0]
  if (!token) throw new Error('no token was printed')
  return token
}

/** Runs one command of `berberis` to its end and answers with what it printed. */
export function berberis(settings: ServerSettings, words: readonly string[]): string {
  const run = spawnSync(process.execPath, [program, ...words], { env: envOf(settings, 0), encoding: 'utf8' })
  if (run.status !== 0)
    throw new Error(`berberis ${words.join(' ')} ended with ${run.status}:\n${run.stdout}${run.stderr}`)
  return run.stdout
}

/** Starts the real server, on an empty database with the example firm, and waits until it is ready. */
export async function startServer(settings: ServerSettings): Promise<ServerProcess> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [program, 'start', '--example'], {
    env: envOf(settings, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const abandon = () => void child.kill('SIGKILL') // no orphan when its test fails half way
  process.once('exit', abandon)
  child.once('exit', () => process.off('exit', abandon))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let said = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (part: Buffer) => (said += part.toString()))
  await ready(origin, child, () => said)

  return {
    origin,
    child,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async terminate() {
      child.kill('SIGTERM')
      return ended
    },
    said: () => said,
  }
}

async function ready(origin: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 6_000) throw new Error(`the server did not come up:\n${said()}`)
    const answer = await fetch(`${origin}/health/ready`).catch(() => null)
    if (answer?.ok) return
    await sleep(20)
  }
}

/** The environment of a server or a command on these settings. */
export function envOf({ database, dataFolder, mail }: ServerSettings, port: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    BERBERIS_DATABASE: database,
    BERBERIS_DATA: dataFolder,
    BERBERIS_LISTEN: `127.0.0.1:${port}`,
    BERBERIS_PUBLIC_ADDRESS: `http://127.0.0.1:${port}`,
    BERBERIS_LOG: 'error',
    // Tests start it dozens of times; compiled once is enough.
    NODE_COMPILE_CACHE: join(tmpdir(), 'berberis-compiled'),
    LANG: 'C.UTF-8',
    ...(mail && { BERBERIS_MAIL: mail }),
  }
}
