import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly process: ChildProcess
  /** Sends a question and waits for its answer. */
  ask<T>(name: string, given?: object): Promise<T>
  stop(): Promise<void>
}

/** Starts one of the bench's own servers and waits for its first word. */
export async function startChild(file: string, given: object, flags: readonly string[] = []): Promise<Child> {
  const path = fileURLToPath(new URL(`./servers/${file}.js`, import.meta.url))
  const child = fork(path, [JSON.stringify(given)], { execArgv: [...flags], serialization: 'advanced' })
  const ended = once(child, 'exit')
  const abandon = () => void child.kill('SIGKILL')
  process.once('exit', abandon)
  child.once('exit', () => process.off('exit', abandon))
  await answerOf(child, ended)

  return {
    process: child,
    async ask<T>(name: string, more: object = {}) {
      child.send({ name, ...more })
      return (await answerOf(child, ended)) as T
    },
    async stop() {
      child.send({ name: 'stop' })
      await ended
    },
  }
}

async function answerOf(child: ChildProcess, ended: Promise<unknown>): Promise<unknown> {
  const message = once(child, 'message') as Promise<[{ answer?: unknown; error?: string }]>
  const [said] = await Promise.race([
    message,
    ended.then((): [{ answer?: unknown; error?: string }] => [{ error: 'the server ended' }]),
  ])
  if (said.error) throw new Error(said.error)
  return said.answer
}

type Answers = Readonly<Record<string, (given: never) => unknown>>

/** The child's side: what it was started with, and answers to what it is asked. */
export function startedWith<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T
}

export function answering(answers: Answers): void {
  process.on('message', (message: { name: string }) => {
    void (async () => {
      try {
        process.send?.({ answer: await answers[message.name]?.(message as never) })
      } catch (error) {
        process.send?.({ error: brief(error) })
      }
    })()
  })
  process.send?.({ answer: 'ready' })
}

/** A statement of five hundred rows stands in the message of its error: its beginning and its end say enough. */
function brief(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return text.length < 3_000 ? text : `${text.slice(0, 300)} … ${text.slice(-2_000)}`
}
