import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { reversalJob } from './reversal-job.js'
import { bin, changeSets } from './routes/change-sets.js'
import { sealAudit, sealGuards } from './seal-audit.js'
import { sweepBin } from './sweep-bin.js'

/** What happened, and how it is undone. */
export const historyRoom: Room = {
  routes: { '/change-sets': changeSets, '/bin': bin },
  schedules: [every('day at 03:40', 'sweep-bin', sweepBin), every('1 minutes', 'seal-audit', sealAudit)],
  guards: sealGuards,
  jobs: [reversalJob],
}
