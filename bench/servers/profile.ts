import { existsSync, readFileSync } from 'node:fs'
import { Session, type Profiler } from 'node:inspector/promises'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Milliseconds of processor time by part of the house (`core/entity/policy.ts`), or by package (`knex`). */
export type Shares = Readonly<Record<string, number>>

export interface Profile {
  start(): Promise<void>
  stop(): Promise<Shares>
}

/** Samples where this process works, and says by part how long; waiting is left out. */
export function profiler(): Profile {
  const session = new Session()
  session.connect()
  return {
    async start() {
      await session.post('Profiler.enable')
      await session.post('Profiler.setSamplingInterval', { interval: 200 })
      await session.post('Profiler.start')
    },
    async stop() {
      const { profile } = await session.post('Profiler.stop')
      return sharesOf(profile)
    },
  }
}

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
  const parts = new Map(nodes.map((node) => [node.id, partOf(node)]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const shares: Record<string, number> = {}
  samples.forEach((id, at) => {
    const part = knownPart(id, parts, parents)
    if (part === 'idle') return
    shares[part] = (shares[part] ?? 0) + (timeDeltas[at] ?? 0) / 1000
  })
  return shares
}

/** What has no file of its own (the engine's functions) belongs to whoever called it. */
function knownPart(
  id: number,
  parts: ReadonlyMap<number, string | null>,
  parents: ReadonlyMap<number, number>,
): string {
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const part = parts.get(at)
    if (part) return part
  }
  return 'engine'
}

function partOf({ callFrame: { functionName, url, lineNumber, columnNumber } }: Profiler.ProfileNode): string | null {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'garbage collector'
  if (functionName === '(program)') return 'engine'
  if (url.startsWith('node:')) return 'node'
  if (!url.startsWith('file:')) return null

  const path = fileURLToPath(url)
  const outside = /.*\/node_modules\/((?:@(?!berberis)[^/]+\/)?[^/@]+)/.exec(path)?.[1]
  if (outside) return outside
  const source = sourceOf(path, lineNumber, columnNumber)
  if (source.endsWith('servers/statements.ts')) return 'driver'
  return /(?:packages\/)?(core|plugin-sales|sdk)\/(?:dist|src)/.test(path)
    ? `${/(core|plugin-sales|sdk)\/dist/.exec(path)?.[1] ?? ''}${source}`
    : 'bench'
}

const maps = new Map<string, SourceMap | null>()

/** `/entity/policy.ts` for a place in a built file. */
function sourceOf(path: string, line: number, column: number): string {
  const map =
    maps.get(path) ??
    (existsSync(`${path}.map`)
      ? new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')) as SourceMapPayload)
      : null)
  maps.set(path, map)
  const entry = map?.findEntry(line, column)
  return entry && 'originalSource' in entry ? entry.originalSource.replace(/^.*?\/src\//, '/') : ''
}
