import { importing } from '@berberis/sdk'
import { project } from '../entities/project.js'
import { createProject } from './create-project.js'

/** A project comes out of a file as it comes out of its form. */
export const projectImport = importing(project, { create: createProject })
