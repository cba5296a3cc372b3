import type { Plugin } from '../plugin/define-plugin.js'
import { readHelp } from './read-help.js'

/**
 * Where the help of a page lies, null when it has none. A page's help is named for what its address begins with:
 * `/roles/2/edit` → `roles` of core, `/sales/units` → `units` of sales, `/projects/3` → `projects` of projects.
 */
export function helpAddress(plugins: readonly Plugin[], path: string): string | null {
  const [first = '', second = ''] = path.split('?')[0]?.split('/').slice(1) ?? []
  const plugin = plugins.find(({ id }) => id === first && id !== 'core')
  if (plugin) {
    const page = [second, first].find((one) => hasHelp(plugin, one))
    return page === undefined ? null : `/help/${plugin.id}/${page}`
  }
  const core = plugins.find(({ id }) => id === 'core')
  return core && hasHelp(core, first) ? `/help/${first}` : null
}

const hasHelp = (plugin: Plugin, page: string): boolean => page !== '' && readHelp(plugin).has(`${page}.pl`)
