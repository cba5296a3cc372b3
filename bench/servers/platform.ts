import { createHost, corePlugin, type HostConfig } from '@berberis/core'
import projects from '@berberis/plugin-projects'
import sales from '@berberis/plugin-sales'
import { answering, startedWith } from './child.js'
import { profiler } from './profile.js'
import { recordStatements } from './statements.js'

/** An instance as `apps/server` starts it, with ears at the drivers. Later work is off: a request is what is measured. */
const { config } = startedWith<{ config: HostConfig }>()
const recorder = recordStatements()
const host = await createHost({ config: { ...config, works: false }, plugins: [corePlugin, projects, sales] })
await host.ready()
const address = await host.listen()
const profile = profiler()

answering({
  address: () => address,
  /** Bytes of the process. */
  memory: () => process.memoryUsage.rss(),
  take: () => recorder.take(),
  lists: () => host.kernel.registry.plugins.flatMap(({ lists = [] }) => lists).map(({ of }) => of.path),
  /** Milliseconds of a look for a fragment by LIKE over the same rows, as often as asked. */
  like: async ({ fragment, times }: { fragment: string; times: number }) => {
    const took: number[] = []
    for (let n = 0; n < times; n += 1) {
      const started = performance.now()
      await host.kernel.db('core_search_record').where('text', 'like', `%${fragment}%`).limit(50).pluck('id')
      took.push(performance.now() - started)
    }
    return took
  },
  startProfile: () => profile.start(),
  stopProfile: () => profile.stop(),
  stop: async () => {
    await host.close()
    process.exit(0)
  },
})
