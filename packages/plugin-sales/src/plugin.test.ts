import { conformance } from '@berberis/sdk/testing'
import sales from './index.js'

conformance(sales)
