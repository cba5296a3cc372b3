import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageOf } from '../host/package-of.js'
import type { Plugin } from '../plugin/define-plugin.js'
import { compareSums, type Difference } from './compare-sums.js'
import { MANIFEST, type Sums, sumsOf } from './sums.js'

/**
 * What of an installed package is not as it was built. Null when it works from its sources, which nobody has summed. Reads
 * the package whole, which takes tens of milliseconds; throws when a file of it cannot be read.
 */
export async function differencesOf(plugin: Pick<Plugin, 'from'>): Promise<readonly Difference[] | null> {
  const { folder } = packageOf(plugin)
  if (!fileURLToPath(plugin.from).startsWith(join(folder, 'dist'))) return null
  const built = await builtAs(folder)
  if (typeof built === 'string') return [{ path: MANIFEST, kind: built }]
  return compareSums(built, await sumsOf(folder))
}

/** The sums of the build, or what became of them. */
async function builtAs(folder: string): Promise<Sums | 'missing' | 'changed'> {
  try {
    const read: unknown = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'))
    return typeof read === 'object' && read !== null ? (read as Sums) : 'changed'
  } catch (error) {
    if (error instanceof SyntaxError) return 'changed'
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'missing'
    throw error
  }
}
