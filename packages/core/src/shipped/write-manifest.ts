import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MANIFEST, sumsOf } from './sums.js'

/** Writes down what a package ships, at the end of its build; the same files give the same bytes. */
export async function writeManifest(folder: string): Promise<void> {
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(await sumsOf(folder), null, 2)}\n`)
}
