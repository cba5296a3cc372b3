import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadTemplate } from './bad-template.js'
import { packageFolder } from './package-folder.js'

/** A Typst source with its file name, the folder whose files it may read (a logo), and its version: the SHA-256. */
export type Template = { name: string; source: string; folder: string; version: string }

const KIND = /^[a-z][a-z-]*$/

/**
 * The template of a kind of document: `<kind>.typ` of the first folder that has it, ours last, so an integrator
 * replaces it by a file of that name in a folder of his own. Throws BadTemplate when there is none.
 */
export async function loadTemplate(kind: string, folders: readonly string[] = []): Promise<Template> {
  if (!KIND.test(kind)) throw new BadTemplate(`no kind of document: ${kind}`)
  for (const folder of [...folders, packageFolder('templates')]) {
    const name = `${kind}.typ`
    const source = await readIfThere(join(folder, name))
    if (source !== undefined) return { name, source, folder, version: versionOf(source) }
  }
  throw new BadTemplate(`no template for ${kind}`)
}

function versionOf(source: string): string {
  return createHash('sha256').update(source).digest('hex')
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
