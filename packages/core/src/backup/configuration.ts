import type { HostConfig } from '../host/config.js'
import type { Manifest } from './manifest.js'

/**
 * The configuration an instance ran with, to be read by people: passwords within addresses are left out, and so is whatever
 * the environment may hold beside it. Secrets of the settings lie in the database, sealed with the instance key.
 */
export function configurationOf(config: HostConfig, plugins: Manifest['plugins']): string {
  const shown = {
    ...config,
    database: withoutPassword(config.database),
    ...(config.mail !== undefined && { mail: withoutPassword(config.mail) }),
    plugins,
  }
  return `${JSON.stringify(shown, null, 2)}\n`
}

/** Whatever stands between the first colon of the credentials and the last @ may be one. */
function withoutPassword(address: string): string {
  return address.replace(/^([a-z]+:\/\/[^:@/]*):.*@/s, '$1:…@')
}
