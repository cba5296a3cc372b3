import type { Kernel } from '../host/kernel.js'
import { lanes, type Lane } from './drain.js'
import { sleeper } from './sleeper.js'

/** Milliseconds between looks when nobody says that something was queued: retries, schedules, other processes' work. */
const PAUSE = 1_000
/** The same after a round that failed as a whole, as when the database does not answer. */
const LONG_PAUSE = 5_000

export interface Worker {
  /** Look at once; something was queued. */
  kick(): void
  /** Begins nothing new, and resolves when the rounds that run have ended. */
  stop(): Promise<void>
}

/** Does later work of this process, round after round, until it is stopped. */
export function startWorker(kernel: Kernel): Worker {
  const state = { stopped: false }
  const running = lanes.map((lane) => {
    const rest = sleeper()
    return { rest, ended: work(kernel, lane, { rest, state }) }
  })
  const kick = () => running.forEach(({ rest }) => rest.rouse())

  return {
    kick,
    async stop() {
      state.stopped = true
      kick()
      await Promise.all(running.map(({ ended }) => ended))
    },
  }
}

interface Loop {
  readonly rest: ReturnType<typeof sleeper>
  readonly state: { readonly stopped: boolean }
}

async function work(kernel: Kernel, lane: Lane, { rest, state }: Loop): Promise<void> {
  while (!state.stopped) {
    const wait = await round(kernel, lane, rest)
    if (wait > 0 && !state.stopped) await rest.rest(wait)
  }
}

/** Milliseconds to wait before the next one. */
async function round(kernel: Kernel, lane: Lane, rest: Loop['rest']): Promise<number> {
  try {
    return (await lane(kernel, rest)) > 0 ? 0 : PAUSE
  } catch (error) {
    kernel.log.error({ err: error }, 'a round of later work failed')
    return LONG_PAUSE
  }
}
