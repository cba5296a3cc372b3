import type { Typed } from './typed-names.js'

/** Names by which the conflict page says whose value of a field stands: `conflict.note` is `mine` or `theirs`. */
export const CHOSEN = 'conflict.'

/**
 * What was sent, with each conflict settled: theirs is a field that is not sent, for what a change does not carry stays as
 * it is.
 */
export function resolveConflict(typed: Typed): Typed {
  const theirs: string[] = []
  for (const [name, values] of typed)
    if (name.startsWith(CHOSEN) && values.at(-1) === 'theirs') theirs.push(name.slice(CHOSEN.length))
  return new Map(
    [...typed].filter(
      ([name]) => !name.startsWith(CHOSEN) && !theirs.some((path) => name === path || name.startsWith(`${path}.`)),
    ),
  )
}
