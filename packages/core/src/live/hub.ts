import type { FastifyBaseLogger } from 'fastify'
import type { Knex } from 'knex'
import { sleeper } from '../later/sleeper.js'
import { MOST_AT_ONCE, touchedAfter, touchedAmong, touchedRange, type Touched } from './touched.js'

/** Milliseconds between looks while somebody listens: what another process touched is heard after that. */
const PAUSE = 1_000
/**
 * Numbers are given out before commit, so one may appear after a greater one. A missing number is looked for as long as a
 * transaction may last, then taken for one that was rolled back.
 */
const GAP_MS = 60_000
const MOST_GAPS = 1_000

export interface Hearer {
  /** Told of everything that is touched, in this process or another. Null: too much at once, everything may have changed. */
  hear(touched: readonly Touched[] | null): void
  /** The process stops. */
  end(): void
}

export interface LiveHub {
  /** Hears from now on; answers how to stop. The first hearer begins the looking, the last one ends it. */
  listen(hearer: Hearer): Promise<() => void>
  /** Something was committed here: look now. */
  look(): void
  /** Ends all hearers, and resolves when nothing looks any more. */
  close(): Promise<void>
}

/** Looks into the table of what was touched, at most once a second and only while somebody listens, and tells them all. */
export function liveHub({ db, log }: { readonly db: Knex; readonly log: FastifyBaseLogger }): LiveHub {
  const hearers = new Set<Hearer>()
  const rest = sleeper()
  let closed = false
  let looking: Promise<void> | null = null
  let begun: Promise<Next>

  async function lookOn(): Promise<void> {
    const next = await begun
    while (hearers.size > 0 && !closed) {
      try {
        const touched = await next()
        if (touched === null || touched.length > 0) for (const hearer of [...hearers]) hearer.hear(touched)
      } catch (error) {
        log.error({ err: error }, 'who listens could not be told what changed')
      }
      await rest.rest(PAUSE)
    }
  }

  function start(): void {
    begun = from(db)
    looking = lookOn()
      .catch((error: unknown) => {
        log.error({ err: error }, 'what changed could not be looked up')
        for (const hearer of [...hearers]) hearer.end()
      })
      .finally(() => {
        looking = null
        // Who came while the last look ended must not be left without one.
        if (hearers.size > 0 && !closed) start()
      })
  }

  return {
    async listen(hearer) {
      hearers.add(hearer)
      if (looking === null) start()
      try {
        await begun
      } catch (error) {
        hearers.delete(hearer)
        throw error
      }
      return () => {
        hearers.delete(hearer)
        if (hearers.size === 0) rest.rouse()
      }
    },
    look: () => (hearers.size > 0 ? rest.rouse() : undefined),
    async close() {
      closed = true
      for (const hearer of [...hearers]) hearer.end()
      rest.rouse()
      await looking
    },
  }
}

type Next = () => Promise<readonly Touched[] | null>

/** From the end of the table on: each call answers what came since, and what came late. */
async function from(db: Knex): Promise<Next> {
  let { last } = await touchedRange(db)
  const gaps = new Map<number, number>()

  return async () => {
    const now = performance.now()
    for (const [id, since] of gaps) if (now - since > GAP_MS) gaps.delete(id)
    const late = await touchedAmong(db, [...gaps.keys()])
    for (const { id } of late) gaps.delete(id)

    const fresh = await touchedAfter(db, last)
    if (fresh.length > MOST_AT_ONCE) {
      last = (await touchedRange(db)).last
      return null
    }
    for (const { id } of fresh) {
      for (let gap = last + 1; gap < id && gaps.size < MOST_GAPS; gap += 1) gaps.set(gap, now)
      last = id
    }
    return [...late, ...fresh]
  }
}
