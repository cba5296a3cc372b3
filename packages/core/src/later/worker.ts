import type { Kernel } from '../host/kernel.js'
import { workRound } from './drain.js'

/** Milliseconds between looks when nobody says that something was queued: retries, schedules, other processes' work. */
const PAUSE = 1_000
/** The same after a round that failed as a whole, as when the database does not answer. */
const LONG_PAUSE = 5_000

export interface Worker {
  /** Look at once; something was queued. */
  kick(): void
  /** Begins nothing new, and resolves when the round that runs has ended. */
  stop(): Promise<void>
}

/** Does later work of this process, round after round, until it is stopped. */
export function startWorker(kernel: Kernel): Worker {
  let stopped = false
  let kicked = false
  let wake: (() => void) | null = null

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const ended = (async () => {
    while (!stopped) {
      kicked = false
      const wait = await round(kernel)
      if (!stopped && !kicked && wait > 0) await pause(wait)
    }
  })()
  const rouse = () => {
    kicked = true
    wake?.()
  }

  return {
    kick: rouse,
    async stop() {
      stopped = true
      rouse()
      await ended
    },
  }
}

/** Milliseconds to wait before the next one. */
async function round(kernel: Kernel): Promise<number> {
  try {
    return (await workRound(kernel)) > 0 ? 0 : PAUSE
  } catch (error) {
    kernel.log.error({ err: error }, 'a round of later work failed')
    return LONG_PAUSE
  }
}
