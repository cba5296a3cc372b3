import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from '@berberis/core'

/** What the suite looks at: a plugin, its package and its sources. */
export interface Subject {
  readonly plugin: Plugin
  /** Folder of the package: `package.json`, `views`, `locales`. */
  readonly folder: string
  readonly manifest: Manifest
  readonly sources: readonly Source[]
}

export interface Manifest {
  readonly name?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** One file below `src`, its path with slashes: `services/let-flat.ts`. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly isTest: boolean
}

/** Reads the package around a plugin. Throws when the plugin's `from` leads to no package. */
export function subjectOf(plugin: Plugin): Subject {
  const folder = packageAround(plugin)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

  return { plugin, folder, manifest, sources: sourcesUnder(join(folder, 'src')) }
}

function packageAround({ id, from }: Plugin): string {
  let folder = fileURLToPath(new URL('.', from))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder)
      throw new Error(`plugin ${id}: there is no package.json above its entry (from: import.meta.url)`)
    folder = above
  }
  return folder
}

const READ = new Set(['.ts', '.js', '.mjs'])

function sourcesUnder(folder: string): Source[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => READ.has(extname(path)) && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => ({
      path: relative('.', path).split(sep).join('/'),
      text: readFileSync(join(folder, path), 'utf8'),
      isTest: path.endsWith('.test.ts'),
    }))
}

/** The line of a place in a text, counted from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}
