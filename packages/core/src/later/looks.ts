import type { Kernel } from '../host/kernel.js'
import type { Look } from '../plugin/looks.js'
import { later } from './clock.js'
import { inLater } from './outbox.js'

/** When each process looked last, by the clock of the instance; a look that found something is not over yet. */
const looked = new WeakMap<Kernel, Map<Look, string>>()

/** Makes the looks whose time has come. Answers how many pieces of work they did. */
export async function runLooks(kernel: Kernel): Promise<number> {
  const last = looked.get(kernel) ?? new Map<Look, string>()
  looked.set(kernel, last)
  let done = 0
  for (const look of kernel.registry.plugins.flatMap(({ looks = [] }) => looks)) {
    const now = kernel.clock.now()
    const before = last.get(look)
    if (kernel.stopping.aborted || (before !== undefined && now < later(before, look.seconds * 1000))) continue
    const found = await oneLook(kernel, look)
    if (found === 0) last.set(look, now)
    done += found
  }
  return done
}

/** One that fails does not keep the others from being made; it is made again at the next round of its own. */
async function oneLook(kernel: Kernel, { name, run }: Look): Promise<number> {
  let found = 0
  try {
    await inLater(kernel, 'schedule', async (ctx) => {
      found = await run(ctx)
    })
    return found
  } catch (error) {
    kernel.log.error({ err: error, look: name }, 'a look for later work failed')
    return 0
  }
}
