import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Said } from './said.js'
import type { ServerConfig } from './server-config.js'

const NAMES = ['berberis.config.ts', 'berberis.config.mjs', 'berberis.config.js']

/**
 * Reads the configuration: the file asked for, else `berberis.config.*` of the folder it is started in, else the one that
 * comes with the server. Node runs TypeScript by itself as long as it is only types. Throws Said when there is none.
 */
export async function readConfig(asked: string | undefined, cwd: string): Promise<ServerConfig> {
  const own = dirname(dirname(fileURLToPath(import.meta.url)))
  const found = asked
    ? resolve(cwd, asked)
    : [cwd, own].flatMap((folder) => NAMES.map((name) => join(folder, name))).find((file) => existsSync(file))
  if (!found || !existsSync(found)) throw new Said(`no configuration: ${asked ?? NAMES[0]}`)

  const { default: config } = await load(found)
  if (typeof config !== 'object' || config === null || !('plugins' in config) || !Array.isArray(config.plugins))
    throw new Said(`${found}: the default export is no configuration with a list of plugins`)

  // Each plugin is judged by the host, which names what is wrong with it.
  return config as ServerConfig
}

async function load(file: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(file).href)) as { default?: unknown }
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION')) throw error
    throw new Said(`Node 22.18 or newer is needed to read ${file}; this is ${process.versions.node}`)
  }
}
