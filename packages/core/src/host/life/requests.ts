import type { ServerResponse } from 'node:http'

/** The requests one host has begun and not ended. */
export interface Requests {
  begin(response: ServerResponse): void
  /** Resolves when fewer than so many are left, or after so many milliseconds. */
  fewerThan(most: number, patience: number): Promise<void>
}

export function requestsOf(): Requests {
  const open = new Set<ServerResponse>()
  const waiting = new Set<() => void>()

  return {
    begin(response) {
      open.add(response)
      response.once('close', () => {
        open.delete(response)
        for (const look of waiting) look()
      })
    },
    fewerThan: (most, patience) =>
      new Promise((resolve) => {
        const done = (): void => {
          waiting.delete(look)
          clearTimeout(timer)
          resolve()
        }
        const look = (): void => {
          if (open.size < most) done()
        }
        const timer = setTimeout(done, patience)
        timer.unref()
        waiting.add(look)
        look()
      }),
  }
}
