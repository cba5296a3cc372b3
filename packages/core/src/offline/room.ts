import type { Room } from '../rooms.js'
import { offlineRoutes } from './routes.js'

/** Work without a connection. */
export const offlineRoom: Room = { routes: { '/offline': offlineRoutes } }
