import type { Migration } from '../plugin/migrations.js'
import { pluginProofTable } from './0505-plugin-proof.js'

/** Which versions of plugins may work here. */
export const releaseMigrations: readonly Migration[] = [pluginProofTable]
