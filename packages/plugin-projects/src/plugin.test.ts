import { conformance } from '@berberis/sdk/testing'
import projects from './index.js'

conformance(projects)
