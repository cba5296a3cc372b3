import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from '../plugin/define-plugin.js'

/** The package around a plugin: where its views, texts and files lie, and what it says of itself. */
export interface PluginPackage {
  readonly folder: string
  /** As npm calls it; the folder's when it says none. */
  readonly name: string
  readonly version: string
  /** Range of the SDK it takes as a peer; none for core and for plugins of a test. */
  readonly sdkRange: string | null
}

/**
 * Finds the package of a plugin from its `from`: the nearest folder upwards that holds a `package.json`, or that very
 * folder when the address ends in a slash.
 */
export function packageOf(plugin: Pick<Plugin, 'from'>): PluginPackage {
  const at = fileURLToPath(plugin.from)
  const folder = plugin.from.endsWith('/') ? at : nearest(dirname(at))
  const file = join(folder, 'package.json')
  const said: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}

  return {
    folder,
    name: text(said, 'name') ?? folder,
    version: text(said, 'version') ?? '0.0.0',
    sdkRange: text(field(said, 'peerDependencies'), '@berberis/sdk') ?? null,
  }
}

/** The version of core, which is that of the SDK and of all packages of the house (house §11). */
export function houseVersion(): string {
  return packageOf({ from: import.meta.url }).version
}

function nearest(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const above = dirname(folder)
  if (above === folder) throw new Error('no package.json above the entry of the plugin')
  return nearest(above)
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
}

function text(of: unknown, name: string): string | undefined {
  const value = field(of, name)
  return typeof value === 'string' ? value : undefined
}
