import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { call, median } from './client.js'

const server = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'apps', 'server', 'dist', 'berberis.js')

/** How long the real server takes from its start to an answer of `/health/ready`, and what memory it holds when idle. */
export async function startUp({
  database,
  dataFolder,
}: {
  readonly database: string
  readonly dataFolder: string
}): Promise<string> {
  const took: number[] = []
  const idle: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const port = await freePort()
    const started = performance.now()
    const env = {
      ...process.env,
      BERBERIS_DATABASE: database,
      BERBERIS_DATA: dataFolder,
      BERBERIS_LISTEN: `127.0.0.1:${port}`,
    }
    const child = spawn(process.execPath, [server, 'start'], { env, stdio: 'ignore' })
    await ready(`http://127.0.0.1:${port}`, child)
    took.push(performance.now() - started)
    await sleep(2_000)
    idle.push(residentMegabytes(child))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  return `start to ready: ${Math.round(median(took))} ms; idle memory: ${Math.round(median(idle))} MB (medians of ${took.length})`
}

async function ready(origin: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    try {
      await call(origin, { method: 'GET', path: '/health/ready' })
      return
    } catch {
      // Not listening yet, or not ready yet; asked again until the server ends or answers.
      await sleep(10)
    }
  }
}

function residentMegabytes({ pid }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
