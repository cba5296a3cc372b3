import type { Unapproved } from '@berberis/core'
import { fill, type Texts } from './texts.js'

/** Plugins nobody approved, each with the command that approves it and the one that puts the version before back. */
export function sayUnapproved(plugins: readonly Unapproved[], texts: Texts): string {
  return plugins
    .map(({ id, version, package: name, approved }) => {
      const back = approved === null ? '' : fill(texts['release.back'], { package: name, approved })
      return fill(texts['release.unapproved'], { id, version, back })
    })
    .join('\n')
}
