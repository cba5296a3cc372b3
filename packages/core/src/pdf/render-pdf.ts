import { fork, type ChildProcess } from 'node:child_process'
import { BadTemplate } from './bad-template.js'
import type { Template } from './load-template.js'
import { packageFolder, rendererProgram } from './package-folder.js'
import type { RenderAnswer, RenderJob } from './render-worker.js'

export interface RenderRequest {
  readonly template: Template
  /** Reaches the template as JSON: `json(bytes(sys.inputs.data))`. */
  readonly data: unknown
  readonly language: 'pl' | 'en'
  /** The day written into the PDF as its date, `YYYY-MM-DD`; the same request gives the same bytes. */
  readonly day: string
  /** How long it may take, 10 s unless said otherwise. */
  readonly limitMs?: number
}

type Waiting = { job: RenderJob; limitMs: number; resolve: (pdf: Uint8Array) => void; reject: (error: Error) => void }
type Renderer = { child: ChildProcess; running?: Waiting; timer?: NodeJS.Timeout }

const LIMIT_MS = 10_000
const IDLE_MS = 60_000

const waiting: Waiting[] = []
let renderer: Renderer | undefined
let lastId = 0

/**
 * A document as PDF. Rendered by Typst in a process of its own: a template that never ends is killed after 10 s, one
 * that crashes the compiler does not take the server along, and neither reaches the network or files outside its folder.
 * The process starts with the first document, works through them one by one and goes after a minute without any; it
 * never keeps the server running. Throws BadTemplate with the template's own message.
 */
export function renderPdf({ template, data, language, day, limitMs = LIMIT_MS }: RenderRequest): Promise<Uint8Array> {
  lastId += 1
  const job: RenderJob = {
    id: lastId,
    name: template.name,
    source: template.source,
    folder: template.folder,
    fonts: packageFolder('fonts'),
    inputs: { data: JSON.stringify(data), language },
    timestamp: Date.parse(`${day}T00:00:00Z`) / 1000,
  }
  return new Promise((resolve, reject) => {
    waiting.push({ job, limitMs, resolve, reject })
    startNext()
  })
}

/** Ends the renderer at once; what waits is refused. The next document would start another. */
export function stopRenderer(): void {
  for (const one of waiting.splice(0)) one.reject(new BadTemplate('the renderer was stopped'))
  if (renderer !== undefined) drop(renderer)
}

function startNext(): void {
  if (renderer?.running !== undefined) return
  const next = waiting.shift()
  if (next === undefined) return
  renderer ??= startRenderer()
  const current = renderer

  clearTimeout(current.timer)
  current.running = next
  current.timer = setTimeout(() => tooLong(current, next), next.limitMs)
  current.child.send(next.job, (error) => {
    if (error !== null) drop(current)
  })
}

function startRenderer(): Renderer {
  const child = fork(rendererProgram(), [], {
    env: poorEnvironment(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const started: Renderer = { child }
  child.on('message', (answer: RenderAnswer) => finish(started, answer))
  child.once('error', (error) => ended(started, error.message))
  child.once('exit', (code, signal) => ended(started, `the renderer ended (${signal ?? code})`))
  child.unref()
  child.channel?.unref()

  return started
}

/**
 * Nothing of the server's environment, its secrets least of all; and a proxy that answers nobody, because the compiler
 * would otherwise fetch packages a template imports.
 */
function poorEnvironment(): Record<string, string> {
  const nowhere = 'http://127.0.0.1:9'
  const { SystemRoot } = process.env
  return {
    ALL_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  }
}

function finish(from: Renderer, answer: RenderAnswer): void {
  const done = from.running
  if (done === undefined || done.job.id !== answer.id) return
  release(from)
  if ('pdf' in answer) done.resolve(answer.pdf)
  else done.reject(new BadTemplate(answer.error))

  from.timer = setTimeout(() => drop(from), IDLE_MS).unref()
  startNext()
}

function tooLong(from: Renderer, late: Waiting): void {
  release(from)
  drop(from)
  late.reject(new BadTemplate(`not finished within ${late.limitMs / 1000} s`))
}

function ended(from: Renderer, why: string): void {
  const broken = from.running
  release(from)
  if (renderer === from) renderer = undefined
  broken?.reject(new BadTemplate(why))
  startNext()
}

/** Forgotten at once, so that the next document does not go to a process that is dying. */
function drop(from: Renderer): void {
  if (renderer === from) renderer = undefined
  from.child.kill('SIGKILL')
}

function release(from: Renderer): void {
  clearTimeout(from.timer)
  delete from.timer
  delete from.running
}
