import type { Sums } from './sums.js'

/** A file that is not as it was shipped. */
export interface Difference {
  /** In the package, with slashes. */
  readonly path: string
  readonly kind: 'changed' | 'missing' | 'added'
}

/** What differs between the sums of a build and those of what lies there now, sorted by path. */
export function compareSums(built: Sums, found: Sums): readonly Difference[] {
  const paths = [...new Set([...Object.keys(built), ...Object.keys(found)])].sort()
  return paths.flatMap((path): readonly Difference[] => {
    const [was, is] = [built[path], found[path]]
    if (was === is) return []
    if (is === undefined) return [{ path, kind: 'missing' }]
    return [{ path, kind: was === undefined ? 'added' : 'changed' }]
  })
}
