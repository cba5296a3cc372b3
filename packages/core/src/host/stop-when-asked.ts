import closeWithGrace from 'close-with-grace'
import type { Host } from './create-host.js'

/** Milliseconds that running requests get before the process ends all the same. */
const GRACE_MS = 10_000

/**
 * Ends the process in order: on SIGTERM or SIGINT what runs is finished, leases are given back, exit 0; after an error
 * nobody caught it is logged, and exit 1. A second signal does not wait. `told` is called when a signal came.
 */
export function stopWhenAsked(host: Pick<Host, 'kernel' | 'close'>, told: () => void = () => undefined): void {
  closeWithGrace({ delay: GRACE_MS }, async ({ err, signal }) => {
    if (err) host.kernel.log.fatal({ err }, 'the process cannot go on')
    if (signal) told()
    await host.close()
  })
}
