import { call, median, type Call } from './client.js'
import type { Child } from './servers/child.js'
import type { Trace } from './servers/bare.js'
import type { Statement } from './servers/statements.js'

export interface Scenario {
  readonly name: string
  /** What is asked, in turn. A writing scenario has as many as it is measured, each made once. */
  readonly calls: readonly Call[]
  readonly writes: boolean
  /** Smallest ratio to the bare route that the project asks for. */
  readonly atLeast?: number
}

export interface Measured {
  readonly name: string
  /** Milliseconds, medians. */
  readonly ours: number
  readonly bare: number
  /** Bare's time by ours: the share of the bare route's speed that is left. */
  readonly ratio: number
  readonly statements: number
  readonly bytes: number
  readonly atLeast?: number
}

export interface Sides {
  readonly platform: Child
  readonly bare: Child
  readonly ours: string
  readonly theirs: string
}

/** Rounds of one side, then the other, so that a noisy moment hits both. */
const ROUNDS = 7

/** Measures one scenario on both sides: medians of each round, and of those the median. */
export async function measure(sides: Sides, scenario: Scenario, perRound: number): Promise<Measured> {
  return scenario.writes ? measureWriting(sides, scenario) : measureReading(sides, scenario, perRound)
}

async function measureReading(
  { platform, bare, ours, theirs }: Sides,
  { name, calls, atLeast }: Scenario,
  perRound: number,
): Promise<Measured> {
  for (const one of calls) await call(ours, one)
  const traces: Trace[] = []
  let bytes = 0
  for (const one of calls) {
    await platform.ask('take')
    const { body } = await call(ours, one)
    bytes = body.length
    traces.push({ statements: await platform.ask<Statement[]>('take'), body: asJson(body) })
  }
  await bare.ask('load', { key: key(name), list: traces })
  const bareCalls = calls.map((_, at): Call => ({ method: 'GET', path: `/${key(name)}/${at}` }))

  const rounds: Rounds = { ours: [], bare: [] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [a, b] = [await times(ours, calls, perRound), await times(theirs, bareCalls, perRound)]
    // The first round warms both sides up.
    if (round > 0) keep(rounds, a, b)
  }
  await platform.ask('take')
  return result(name, rounds, traces[0]!.statements.length, bytes, atLeast)
}

/** Each request once, its statements then once on the bare side's own copy of the same data. */
async function measureWriting(
  { platform, bare, ours, theirs }: Sides,
  { name, calls, atLeast }: Scenario,
): Promise<Measured> {
  const size = Math.ceil(calls.length / (ROUNDS + 1))
  const rounds: Rounds = { ours: [], bare: [] }
  let statements = 0
  let bytes = 0
  for (let from = 0; from < calls.length; from += size) {
    const part = calls.slice(from, from + size)
    const traces: Trace[] = []
    const a: number[] = []
    for (const one of part) {
      await platform.ask('take')
      const { took, body } = await call(ours, one)
      a.push(took)
      bytes = body.length
      traces.push({ statements: await platform.ask<Statement[]>('take'), body: asJson(body) })
    }
    statements = traces[0]!.statements.length
    await bare.ask('load', { key: key(name), list: traces })
    const b = await times(
      theirs,
      part.map((_, at): Call => ({ method: 'POST', path: `/${key(name)}/${at}` })),
      part.length,
    )
    if (from > 0) keep(rounds, a, b)
  }
  return result(name, rounds, statements, bytes, atLeast)
}

interface Rounds {
  readonly ours: number[]
  readonly bare: number[]
}

function keep(rounds: Rounds, ours: readonly number[], bare: readonly number[]): void {
  rounds.ours.push(median(ours))
  rounds.bare.push(median(bare))
}

async function times(origin: string, calls: readonly Call[], count: number): Promise<number[]> {
  const took: number[] = []
  for (let at = 0; at < count; at += 1) took.push((await call(origin, calls[at % calls.length]!)).took)
  return took
}

function result(name: string, rounds: Rounds, statements: number, bytes: number, atLeast?: number): Measured {
  const [ours, bare] = [median(rounds.ours), median(rounds.bare)]
  return { name, ours, bare, ratio: bare / ours, statements, bytes, ...(atLeast !== undefined && { atLeast }) }
}

/** A page is no JSON: its bare twin sends the rows the page was made of. */
function asJson(body: string): unknown {
  return body.startsWith('{') || body.startsWith('[') ? (JSON.parse(body) as unknown) : null
}

const key = (name: string): string => name.replace(/\W+/g, '-')
