import type { Room } from '../rooms.js'
import { homeTiles } from './home-tiles.js'
import { home } from './routes.js'

/** The first page. */
export const homeRoom: Room = { routes: { '/': home }, slots: [homeTiles] }
