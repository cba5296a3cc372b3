import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** SHA-256 in hex of each file, by its path in the package with slashes, sorted by path. */
export type Sums = Readonly<Record<string, string>>

/** Where a package keeps the sums of what it was built as. */
export const MANIFEST = 'dist/manifest.json'

/**
 * The sums of what a package ships: of all files in the folders its `package.json` names under `files`. Declarations stand
 * aside, since they are made after the build and nothing runs them, and so do the manifest itself and hidden files.
 */
export async function sumsOf(folder: string): Promise<Sums> {
  const { files = [] } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { files?: string[] }
  const paths = (await Promise.all(files.map((name) => pathsIn(folder, name)))).flat().filter(counts).sort()
  const sums: Record<string, string> = {}
  // One after the other: who starts a server has more urgent work for its threads.
  for (const path of paths) sums[path] = sumOf(await readFile(join(folder, path)))
  return sums
}

async function pathsIn(folder: string, name: string): Promise<string[]> {
  const top = join(folder, name)
  if (!existsSync(top)) return []
  const entries = await readdir(top, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
}

const counts = (path: string): boolean => path !== MANIFEST && !path.endsWith('.d.ts') && !path.includes('/.')

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
