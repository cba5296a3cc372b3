const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits between the tries of a listener or a scheduled run, milliseconds; then every six hours, twelve tries in all. */
const LADDER = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR]
const MOST_TRIES = 12

/** Milliseconds until the next try after `tries` failed ones; null when it was the last. */
export function waitAfter(tries: number): number | null {
  return tries >= MOST_TRIES ? null : (LADDER[tries - 1] ?? 6 * HOUR)
}

/** The same for errands that the world refused for now (spec-core §2): 1, 5, 15, 60 and 240 minutes. */
const ERRAND_LADDER = [1, 5, 15, 60, 240]

export function errandWaitAfter(tries: number): number | null {
  const minutes = ERRAND_LADDER[tries - 1]
  return minutes === undefined ? null : minutes * MINUTE
}
