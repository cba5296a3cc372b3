import { corePlugin } from '@berberis/core'
import { conformance } from './testing/index.js'

// The core comes in by its own door, so it is judged as every plugin is; from here, since it stands below the suite.
conformance(corePlugin)
