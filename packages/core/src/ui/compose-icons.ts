import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One sheet of symbols from folders of icons (`<name>.svg`, one drawing each, `viewBox` and nothing that names a colour
 * but `currentColor`). A name of an earlier folder stands.
 */
export function composeIcons(folders: readonly string[]): { svg: string; names: ReadonlySet<string> } {
  const symbols = new Map<string, string>()
  for (const [name, path] of folders.filter(existsSync).flatMap(drawings)) {
    if (!symbols.has(name)) symbols.set(name, symbol(name, readFileSync(path, 'utf8')))
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${[...symbols.values()].join('')}</svg>`
  return { svg, names: new Set(symbols.keys()) }
}

function drawings(folder: string): [name: string, path: string][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.svg'))
    .sort()
    .map((file) => [file.slice(0, -4), join(folder, file)])
}

/** A symbol takes its strokes from the place it is used in, unless its drawing is filled. */
function symbol(name: string, svg: string): string {
  const [, attributes = '', inside = ''] = /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(svg) ?? []
  const box = /viewBox="([^"]*)"/.exec(attributes)?.[1] ?? '0 0 24 24'
  const filled = attributes.includes('fill="currentColor"') ? ' fill="currentColor" stroke="none"' : ''
  const thick = /stroke-width="(3)"/.exec(attributes) ? ' stroke-width="3"' : ''
  return `<symbol id="${name}" viewBox="${box}"${filled}${thick}>${inside.trim()}</symbol>`
}
