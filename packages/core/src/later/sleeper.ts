/** Rest between two looks, which somebody may end. */
export interface Sleeper {
  /** Rests that many milliseconds, or until roused; not at all when that happened since the last rest. True when roused. */
  rest(milliseconds: number): Promise<boolean>
  rouse(): void
}

/** A sleeper of one loop; two loops that share one would wake each other's half of the times. */
export function sleeper(): Sleeper {
  let roused = false
  let wake: (() => void) | null = null

  return {
    async rest(milliseconds) {
      if (!roused)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      const was = roused
      roused = false
      wake = null
      return was
    },
    rouse() {
      roused = true
      wake?.()
    },
  }
}
