import type { Migration } from '../plugin/migrations.js'
import { dataMigrations } from './data.js'

/** The core's own migrations, in the order of their numbers. */
export const coreMigrations: readonly Migration[] = [...dataMigrations]
