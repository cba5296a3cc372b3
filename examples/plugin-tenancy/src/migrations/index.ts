import type { Migration } from '@berberis/sdk'
import { flats } from './0001-flats.js'
import { talks } from './0002-talks.js'

/** In order, for ever: a released migration is never changed, only followed by another. */
export const migrations: readonly Migration[] = [flats, talks]
