import { setTimeout as sleep } from 'node:timers/promises'
import { call, type Call } from './client.js'
import { callers } from './scenarios.js'
import type { Size } from './seed/seed.js'
import type { Keys } from './servers/prepare.js'

/** People of a small firm who have it open all day, and how long one of them looks at an answer before the next click. */
export const PEOPLE = 15
const LOOKS_MS = 1000
const STEPS = 40

/**
 * Everyday work of fifteen people at once: each looks at the list, a contractor, the worklist and a search in turn and
 * notes an event every fifth step, a second between two clicks. Gives the milliseconds of every list, in order of length.
 */
export async function peopleAtOnce(origin: string, keys: Keys, { contractors }: Size): Promise<readonly number[]> {
  const { page, post } = callers(keys)
  const stepOf = (who: number, step: number): Call => {
    const contractorId = 1 + ((who * 7919 + step * 104_729) % contractors)
    const noted = { type: 'call', contractorId, subject: `Rozmowa ${who}/${step}`, state: 'done' }
    const steps = [
      page('/contractors?limit=50'),
      page(`/contractors/${contractorId}`),
      page('/worklist'),
      page('/palette?q=kowal'),
      post('/events', noted),
    ]
    return steps[step % steps.length]!
  }

  const lists: number[] = []
  const works = async (who: number) => {
    await sleep((who * LOOKS_MS) / PEOPLE)
    for (let step = 0; step < STEPS; step += 1) {
      const asked = stepOf(who, step)
      const { took } = await call(origin, asked)
      if (asked.path.startsWith('/contractors?')) lists.push(took)
      await sleep(LOOKS_MS)
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, (_, who) => works(who)))
  return lists.sort((a, b) => a - b)
}
