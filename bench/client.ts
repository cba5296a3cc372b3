import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'

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

/** One request over a connection that stays open. Throws when the status is not that of success. */
export async function call(origin: string, { method, path, headers = {}, body }: Call): Promise<Answer> {
  const sent = body === undefined ? '' : JSON.stringify(body)
  const typed = body === undefined ? {} : { 'content-type': 'application/json' }
  const started = performance.now()
  const answer = await new Promise<Answer>((resolve, reject) => {
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
  if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body.slice(0, 500)}`)
  return answer
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
