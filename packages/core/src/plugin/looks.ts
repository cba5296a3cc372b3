import type { Ctx } from '../ctx.js'

/**
 * Work that is looked for more often than schedules come round, which know minutes: every so many seconds in each process,
 * beside its other later work. What there is to do is told by rows, so a look that is late or made twice does no harm, and a
 * restart loses nothing.
 */
export interface Look {
  readonly name: string
  /** Seconds between two looks. */
  readonly seconds: number
  /** One look, in a transaction of its own. Answers how many pieces it did; it is made again at once until that is none. */
  readonly run: (ctx: Ctx) => Promise<number>
}

export const look = (name: string, seconds: number, run: Look['run']): Look => ({ name, seconds, run })
