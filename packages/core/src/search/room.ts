import { listColumns } from '../lists/list-columns.js'
import { every } from '../plugin/schedules.js'
import type { Room } from '../rooms.js'
import { searchRows } from './hooks.js'
import { paletteRoutes, pickRoutes, searchRoutes } from './routes.js'
import { sweepWords } from './sweep-words.js'

/** Finding: search, palette, pickers, and what plugins add to lists. */
export const searchRoom: Room = {
  hooks: [listColumns, searchRows],
  routes: { '/search': searchRoutes, '/palette': paletteRoutes, '/pick': pickRoutes },
  // So many that a night's transaction stays short; the rest waits for the next night.
  schedules: [every('day at 03:20', 'sweep-words', (ctx) => sweepWords(ctx, { most: 5000 }))],
}
