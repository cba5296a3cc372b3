import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadTemplate } from './bad-template.js'

/** A Typst source with its file name, the folder whose files it may read (a logo), and its version: the SHA-256. */
export interface Template {
  readonly name: string
  readonly source: string
  readonly folder: string
  readonly version: string
}

const KIND = /^[a-z][a-z-]*$/

/**
 * The template of a kind of document: `<kind>.typ` of the first folder that has it. A plugin names `ctx.templateFolder`
 * first and its own folder last, so an integrator replaces it by a file of that name. Throws BadTemplate when there is none.
 */
export async function loadTemplate(kind: string, folders: readonly string[]): Promise<Template> {
  if (!KIND.test(kind)) throw new BadTemplate(`no kind of document: ${kind}`)
  for (const folder of folders) {
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
