import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { composeIcons } from './compose-icons.js'
import { joinModules, joinStyles } from './join-sources.js'

export interface Asset {
  readonly bytes: Buffer
  readonly type: string
}

export interface Assets {
  /** By address: `/a/core/1f0c…/ui.css`. All may be kept for ever, for a change makes another address. */
  readonly files: ReadonlyMap<string, Asset>
  /** Address of `<plugin>/<path>`; throws RangeError when there is no such file. */
  url(path: string): string
  /** JSON of the import map, the only script that stands in the page itself. */
  readonly importMap: string
  /** Its hash as the policy names it: `sha256-…`. */
  readonly importMapHash: string
  /** Names of the icons in the sheet. */
  readonly icons: ReadonlySet<string>
  /** Source of the service worker, which is served at an address of its own. */
  readonly worker: string
}

export interface PublicFolder {
  readonly id: string
  readonly dir: string
}

/**
 * Gathers the `public` folders. Core's style sheets and those of plugins (`public/<id>.css`, or several in `public/css`, wrapped in their layer) become
 * one `core/ui.css`, core's modules one `core/ui.js`, icons of all one `core/icons.svg`; everything else stays as it is.
 */
export function collectAssets(folders: readonly PublicFolder[]): Assets {
  const sheet = composeIcons(folders.map(({ dir }) => join(dir, 'icons')))
  const files = new Map<string, Asset>()
  const urls = new Map<string, string>()
  for (const folder of folders) {
    const own = folder.id === 'core' ? [...plain(folder), ...composed(folders, sheet.svg)] : plain(folder)
    const base = `/a/${folder.id}/${hashOf(own)}`
    for (const [path, bytes] of own) {
      urls.set(`${folder.id}/${path}`, `${base}/${path}`)
      files.set(`${base}/${path}`, { bytes, type: TYPES[extname(path)] ?? 'application/octet-stream' })
    }
  }
  const importMap = JSON.stringify({ imports: imports(urls) })
  const url = (path: string) => {
    const found = urls.get(path)
    if (!found) throw new RangeError(`no plugin has the file ${path}`)
    return found
  }
  const importMapHash = `sha256-${createHash('sha256').update(importMap).digest('base64')}`
  const core = folders.find(({ id }) => id === 'core')
  const worker = core ? joinModules(sources(core.dir, 'worker')) : ''
  return { files, url, importMap, importMapHash, icons: sheet.names, worker }
}

type Named = readonly [path: string, bytes: Buffer]

/** Folders whose files are joined instead of being served one by one. */
const JOINED = new Set(['css', 'js', 'icons', 'worker'])

function plain({ id, dir }: PublicFolder): Named[] {
  const walk = (below: string): Named[] =>
    readdirSync(join(dir, below), { withFileTypes: true }).flatMap((entry): Named[] => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory()) return below === '' && JOINED.has(entry.name) ? [] : walk(path)
      return path === `${id}.css` ? [] : [[path, readFileSync(join(dir, path))]]
    })
  return existsSync(dir) ? walk('').sort(byPath) : []
}

function composed(folders: readonly PublicFolder[], icons: string): Named[] {
  const core = folders.find(({ id }) => id === 'core')
  if (!core) return []
  const sheets = folders
    .flatMap(({ id, dir }) => [...only(join(dir, `${id}.css`)), ...(id === 'core' ? [] : sources(dir, 'css'))])
    .map((sheet) => `@layer plugins{${sheet}}`)
  return [
    ['icons.svg', Buffer.from(icons)],
    ['ui.css', Buffer.from(joinStyles([...sources(core.dir, 'css'), ...sheets]))],
    ['ui.js', Buffer.from(joinModules(sources(core.dir, 'js')))],
  ]
}

function only(file: string): string[] {
  return existsSync(file) ? [readFileSync(file, 'utf8')] : []
}

/** Sources of a folder in the order of their names. */
function sources(dir: string, folder: string): string[] {
  const path = join(dir, folder)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .sort()
    .map((file) => readFileSync(join(path, file), 'utf8'))
}

function hashOf(files: readonly Named[]): string {
  const hash = createHash('sha256')
  for (const [path, bytes] of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  return hash.digest('hex').slice(0, 16)
}

function byPath([a]: Named, [b]: Named): number {
  return a < b ? -1 : 1
}

/**
 * `@berberis/ui`, and where `island/<tag>.js` lies: those of the core by their folder, for the map travels with every page,
 * and each of a plugin's by its name.
 */
function imports(urls: ReadonlyMap<string, string>): Record<string, string> {
  const islands = [...urls].flatMap(([path, url]) => {
    const [, plugin, file] = /^([^/]+)\/islands\/([a-z0-9-]+\.js)$/.exec(path) ?? []
    if (file === undefined) return []
    return [plugin === 'core' ? (['island/', url.slice(0, -file.length)] as const) : ([`island/${file}`, url] as const)]
  })
  return { '@berberis/ui': urls.get('core/ui.js') ?? '', ...Object.fromEntries(islands) }
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}
