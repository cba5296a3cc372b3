import type { Room } from '../rooms.js'
import { viewRoutes } from './views/view-routes.js'

/** What operators do with lists: views they keep. */
export const listsRoom: Room = {
  routes: { '/views': viewRoutes },
}
