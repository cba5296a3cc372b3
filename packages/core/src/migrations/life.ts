import type { Migration } from '../plugin/migrations.js'
import { pluginTable } from './0420-plugin.js'

/** The host's own life: which plugins are in force. */
export const lifeMigrations: readonly Migration[] = [pluginTable]
