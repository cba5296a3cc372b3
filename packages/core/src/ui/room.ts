import type { Room } from '../rooms.js'
import { componentsRoutes } from './components-routes.js'

/** The face shows itself. */
export const uiRoom: Room = { routes: { '/ui': componentsRoutes } }
