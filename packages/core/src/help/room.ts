import type { Room } from '../rooms.js'
import { helpRoutes } from './help-routes.js'

/** What each page is for, how the usual things are done on it and what cannot be undone. */
export const helpRoom: Room = { routes: { '/help': helpRoutes } }
