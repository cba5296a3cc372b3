import { slot } from '../plugin/slots.js'

/** Tiles of the first page, below core's own. A tile answers within 200 ms, or shows what it has. */
export const homeTiles = slot<Record<string, never>>('core.home.tiles', 'tiles')
