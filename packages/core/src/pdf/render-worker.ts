import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'

/** What the renderer is asked; everything in it is data, nothing is spliced into the source. */
export type RenderJob = {
  id: number
  name: string
  source: string
  folder: string
  fonts: string
  inputs: Record<string, string>
  /** Seconds since 1970 put into the PDF as its time. */
  timestamp: number
}

export type RenderAnswer = { id: number; pdf: Uint8Array } | { id: number; error: string }

/**
 * Our fonts only, unless a template names another one that the machine has: a document must look the same, and be the
 * same to the byte, wherever it is made. One line, so that the lines of the template keep their distance.
 */
const PRELUDE = '#set text(font: "Inter", fallback: false); '

const compilers = new Map<string, NodeCompiler>()

process.on('message', (job: RenderJob) => process.send?.(answer(job)))
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group; the server decides when its renderer ends.
process.on('SIGINT', () => undefined)

function answer(job: RenderJob): RenderAnswer {
  try {
    return { id: job.id, pdf: render(job) }
  } catch (error) {
    return { id: job.id, error: error instanceof Error ? error.message : String(error) }
  }
}

function render({ name, source, folder, fonts, inputs, timestamp }: RenderJob): Uint8Array {
  const compiler = compilers.get(folder) ?? newCompiler(folder, fonts)
  compilers.set(folder, compiler)
  const mainFilePath = join(folder, name)
  compiler.addSource(mainFilePath, PRELUDE + source)

  const compiled = compiler.compile({ mainFilePath, inputs, resetRead: true })
  if (compiled.result === null) throw new Error(messages(compiler, compiled.takeDiagnostics() ?? compiled.takeError()))
  const pdf = compiler.pdf(compiled.result, { creationTimestamp: timestamp })
  compiler.evictCache(10)

  return new Uint8Array(pdf)
}

function newCompiler(folder: string, fonts: string): NodeCompiler {
  const fontBlobs = readdirSync(fonts)
    .filter((name) => name.endsWith('.ttf'))
    .sort()
    .map((name) => readFileSync(join(fonts, name)))
  return NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] })
}

type Diagnostic = { message: string; path: string; range: { start: { line: number; character: number } } | null }

/** Errors with their places, "invoice.typ:3:10 unknown variable: foo"; how the compiler came there is left out. */
function messages(compiler: NodeCompiler, fault: NodeError | null): string {
  const found: unknown[] = fault === null ? [] : compiler.fetchDiagnostics(fault)
  const texts = found.filter(isError).map(({ message, path, range }) => {
    const place = range === null ? '' : `:${range.start.line + 1}:${range.start.character + 1}`
    return `${basename(path)}${place} ${message}`
  })
  return texts.join('; ') || 'the template gave no document'
}

/** Severity 1 is an error, 2 a warning, 4 a step on the way to one. */
function isError(found: unknown): found is Diagnostic {
  return typeof found === 'object' && found !== null && 'severity' in found && found.severity === 1
}
