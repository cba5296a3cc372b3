import type { Kernel } from '../host/kernel.js'
import { runErrands } from './errands.js'
import { deliverOutbox } from './outbox.js'
import { runSchedules } from './schedules.js'
import { tellOutcomes } from './tell.js'

/** Rows of one kind that a round claims at a time: few, so that a process that stops keeps little from the others. */
const AT_A_TIME = 10

/** One round of later work: whatever is due of each kind, a few at a time. Answers how many pieces there were. */
export async function workRound(kernel: Kernel): Promise<number> {
  if (kernel.stopping.aborted) return 0
  const schedules = await runSchedules(kernel, AT_A_TIME)
  const announcements = await deliverOutbox(kernel, AT_A_TIME)
  const errands = await runErrands(kernel, AT_A_TIME)
  const told = await tellOutcomes(kernel, AT_A_TIME)
  return schedules + announcements + errands + told
}

/** Rounds until nothing is due by the clock. Several processes may do so at once; each piece is done by one. */
export async function drain(kernel: Kernel): Promise<void> {
  while ((await workRound(kernel)) > 0);
}
