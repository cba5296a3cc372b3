import type { Migration } from '../plugin/migrations.js'
import { importTable } from './0340-import.js'
import { importRefusalTable } from './0341-import-refusal.js'
import { importKeyTable } from './0342-import-key.js'
import { importMemoryTable } from './0343-import-memory.js'

/** Tables of files that come in. */
export const transferMigrations: readonly Migration[] = [
  importTable,
  importRefusalTable,
  importKeyTable,
  importMemoryTable,
]
