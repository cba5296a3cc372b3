import type { Kernel } from '../host/kernel.js'
import { runJobs } from '../jobs/run-jobs.js'
import { runErrands } from './errands.js'
import { runLooks } from './looks.js'
import { deliverOutbox } from './outbox.js'
import { runSchedules } from './schedules.js'
import type { Sleeper } from './sleeper.js'

/** Rows that a round claims at a time: few, so that a process that stops keeps little from the others. */
const AT_A_TIME = 10

/** One round of one kind of later work: what is due of it. Answers how many pieces there were. */
export type Lane = (kernel: Kernel, sleeper?: Sleeper) => Promise<number>

/** The kinds of later work. Each goes its own pace, so a mail server that is slow holds up no announcement. */
export const lanes: readonly Lane[] = [
  (kernel) => runSchedules(kernel, AT_A_TIME),
  (kernel) => deliverOutbox(kernel, AT_A_TIME),
  (kernel, sleeper) => runErrands(kernel, sleeper),
  (kernel) => runJobs(kernel),
  (kernel) => runLooks(kernel),
]

/** One round of all later work. Answers how many pieces there were. */
export async function workRound(kernel: Kernel): Promise<number> {
  if (kernel.stopping.aborted) return 0
  const pieces = await Promise.all(lanes.map((lane) => lane(kernel)))
  return pieces.reduce((sum, some) => sum + some, 0)
}

/** Rounds until nothing is due by the clock. Several processes may do so at once; each piece is done by one. */
export async function drain(kernel: Kernel): Promise<void> {
  while ((await workRound(kernel)) > 0);
}
