import { createHost, corePlugin, type HostConfig } from '@berberis/core'
import sales from '@berberis/plugin-sales'
import { answering, startedWith } from './child.js'
import { profiler } from './profile.js'
import { recordStatements } from './statements.js'

/** An instance as `apps/server` starts it, with ears at the drivers. Later work is off: a request is what is measured. */
const { config } = startedWith<{ config: HostConfig }>()
const recorder = recordStatements()
const host = await createHost({ config: { ...config, works: false }, plugins: [corePlugin, sales] })
await host.ready()
const address = await host.listen()
const profile = profiler()

answering({
  address: () => address,
  take: () => recorder.take(),
  startProfile: () => profile.start(),
  stopProfile: () => profile.stop(),
  stop: async () => {
    await host.close()
    process.exit(0)
  },
})
