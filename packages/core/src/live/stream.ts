import type { ServerResponse } from 'node:http'
import type { Hearer } from './hub.js'
import type { Touched } from './touched.js'

/** Bytes that may wait for a browser that does not read; then it is let go, and comes back for what it missed. */
const MOST_WAITING = 64 * 1024
/** Milliseconds after which a browser that lost us comes back. */
const RETRY_MS = 3_000

export interface Stream extends Hearer {
  /** From now on what is said leaves. */
  begin(response: ServerResponse): void
  /** A comment, so that nobody between us takes the line for dead. */
  beat(): void
  /** The session is over: there is no use in coming back. */
  over(): void
  /** Names of the topics that are not for this reader. */
  refuse(topics: readonly string[]): void
}

/** Server-sent events of these topics: a number and a name each, never what happened. Said before `begin`, it waits for it. */
export function streamOf(topics: ReadonlySet<string>): Stream {
  let response: ServerResponse | null = null
  const early = [`retry: ${RETRY_MS}`]
  const say = (text: string) => {
    if (response === null) return void early.push(text)
    if (response.writableEnded || response.destroyed) return
    response.write(`${text}\n\n`)
    if (response.writableLength > MOST_WAITING) response.destroy()
  }

  return {
    hear(touched) {
      if (touched === null) return say('event: all\ndata:')
      for (const { id, topic } of latest(touched, topics))
        say(`id: ${id}\ndata: ${JSON.stringify({ topic, version: id })}`)
    },
    begin(to) {
      response = to
      to.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, private',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      })
      early.splice(0).forEach(say)
    },
    refuse: (names) => say(`event: refused\ndata: ${JSON.stringify(names)}`),
    beat: () => say(':'),
    over() {
      say('event: over\ndata:')
      response?.end()
    },
    end: () => response?.end(),
  }
}

/** Each topic once, however often it was touched, in the order of their last numbers. */
function latest(touched: readonly Touched[], topics: ReadonlySet<string>): Touched[] {
  const last = new Map<string, Touched>()
  for (const one of touched) {
    if (!topics.has(one.topic)) continue
    last.delete(one.topic)
    last.set(one.topic, one)
  }
  return [...last.values()]
}
