import type { Migration } from '@berberis/sdk'
import { projects } from './0001-projects.js'
import { casesOfProjects } from './0002-cases-of-projects.js'

/** In order, for ever: a released migration is never changed, only followed by another. */
export const migrations: readonly Migration[] = [projects, casesOfProjects]
