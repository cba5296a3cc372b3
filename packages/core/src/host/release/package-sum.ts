import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * SHA-256 in hex over the names and contents of all files of an installed package. What it depends on lies in `node_modules`,
 * which the lock file of an installation pins, so those folders stand aside; so does what desks leave behind. A link counts
 * by where it points. Reads the package whole; throws when a file of it cannot be read.
 */
export async function packageSum(folder: string): Promise<string> {
  const whole = createHash('sha256')
  for (const path of (await pathsIn(folder, '')).sort()) {
    const at = join(folder, path)
    const link = (await lstat(at)).isSymbolicLink()
    const content = link ? await readlink(at) : await readFile(at)
    const sum = createHash('sha256').update(content).digest('hex')
    whole.update(`${JSON.stringify(path)} ${link ? 'link' : 'file'} ${sum}\n`)
  }
  return whole.digest('hex')
}

const ASIDE = new Set(['node_modules', '.git', '.turbo', '.DS_Store', 'Thumbs.db'])

async function pathsIn(folder: string, within: string): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter(({ name }) => !ASIDE.has(name))
      .map(async (entry) => {
        const path = within === '' ? entry.name : `${within}/${entry.name}`
        return entry.isDirectory() ? pathsIn(folder, path) : [path]
      }),
  )
  return found.flat()
}
