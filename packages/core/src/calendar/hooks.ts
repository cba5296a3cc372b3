import { gathering } from '../plugin/hooks.js'
import type { Busy } from '../time/next-slot.js'

/**
 * When an operator is taken by what is no event: a booked car, a shift, a leave. Asked for a stretch of time (UTC instants)
 * when somebody looks for a free slot; what lies outside it may be left out.
 */
export const busyTimes = gathering<Busy, { operatorId: number; from: string; to: string }>('core.busy')
