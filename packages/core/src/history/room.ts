import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { changeSets } from './routes/change-sets.js'
import { sweepBin } from './sweep-bin.js'

/** What happened, and how it is undone. */
export const historyRoom: Room = {
  routes: { '/change-sets': changeSets },
  schedules: [every('day at 03:40', 'sweep-bin', sweepBin)],
}
