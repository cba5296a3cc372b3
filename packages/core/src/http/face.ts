import { join } from 'node:path'
import type { PluginPackage } from '../host/package-of.js'
import type { Plugin } from '../plugin/define-plugin.js'
import { collectAssets, type Assets } from '../ui/assets.js'
import { createEngine, type Engine } from '../ui/engine.js'
import { loadLocales, type LoadedLocales } from '../ui/locales.js'

/** Views, texts and files of all plugins, read once at start. */
export interface Face {
  readonly engine: Engine
  readonly locales: LoadedLocales
  readonly assets: Assets
}

/** Reads them in plugin order. `strict` views throw on a field nobody gave. */
export function loadFace(
  plugins: readonly Plugin[],
  packageOf: (plugin: Plugin) => PluginPackage,
  { strict }: { readonly strict: boolean },
): Face {
  const folders = (name: string) =>
    plugins.map((plugin) => ({ id: plugin.id, dir: join(packageOf(plugin).folder, name) }))

  return {
    engine: createEngine({ folders: folders('views'), strict }),
    locales: loadLocales(folders('locales')),
    assets: collectAssets(folders('public')),
  }
}
