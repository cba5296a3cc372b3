import { listColumns } from '../lists/list-columns.js'
import type { Room } from '../rooms.js'
import { searchRows } from './hooks.js'
import { paletteRoutes, pickRoutes, searchRoutes } from './routes.js'

/** Finding: search, palette, pickers, and what plugins add to lists. */
export const searchRoom: Room = {
  hooks: [listColumns, searchRows],
  routes: { '/search': searchRoutes, '/palette': paletteRoutes, '/pick': pickRoutes },
}
