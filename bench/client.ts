import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
}

export interface Answer {
  readonly status: number
  readonly body: string
  /** Milliseconds from the first byte asked to the last one answered. */
  readonly took: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

const agent = new Agent({ keepAlive: true, noDelay: true })

/**
 * One request over a connection that stays open. A server that says it is too busy (503) is asked again, and the waiting
 * counts. Throws when the status is not that of success.
 */
export async function call(origin: string, asked: Call): Promise<Answer> {
  const started = performance.now()
  for (let tries = 0; ; tries += 1) {
    const answer = await ask(origin, asked)
    if (answer.status === 503 && tries < 20) {
      await sleep(500)
      continue
    }
    if (answer.status < 400) return tries === 0 ? answer : { ...answer, took: performance.now() - started }
    throw new Error(`${asked.method} ${asked.path} answered ${answer.status}: ${answer.body.slice(0, 500)}`)
  }
}

async function ask(origin: string, { method, path, headers = {}, body }: Call): Promise<Answer> {
  const sent = body === undefined ? '' : JSON.stringify(body)
  const typed = body === undefined ? {} : { 'content-type': 'application/json' }
  const started = performance.now()
  return new Promise<Answer>((resolve, reject) => {
    const asking = request(
      origin + path,
      { method, agent, headers: { ...headers, ...typed, 'content-length': String(Buffer.byteLength(sent)) } },
      (incoming) => {
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('end', () => {
          const took = performance.now() - started
          resolve({
            status: incoming.statusCode ?? 0,
            body: Buffer.concat(parts).toString(),
            took,
            headers: incoming.headers,
          })
        })
      },
    )
    asking.once('error', reject)
    asking.end(sent)
  })
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
