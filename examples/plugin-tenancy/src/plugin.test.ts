import { conformance, type TestHost } from '@berberis/sdk/testing'
import plugin from './index.js'
import { doneTalk } from './testing/done-talk.js'

// The whole suite in one line. The story brings about what the plugin listens to: a talk that was done.
conformance(plugin, { story: (host: TestHost) => host.run(doneTalk) })
