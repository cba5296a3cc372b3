import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isTransient } from './writing.js'

/** Tries of one piece of work before its collision is its error. */
const MOST_TRIES = 10

/**
 * Does work again from its start while the databases' own collisions (lock waits, deadlocks, a busy file) end it: at most
 * ten times, with growing random waits. The work must have no effect but what it writes in one transaction or statement.
 * Throws what the work throws otherwise, and the collision after the last try.
 */
export async function againOnCollision<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isTransient(error) || attempt === MOST_TRIES) throw error
      await sleep(randomInt(5, 20 * attempt * attempt + 10))
    }
  }
}
