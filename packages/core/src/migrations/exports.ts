import type { Migration } from '../plugin/migrations.js'
import { exportTable } from './0510-export.js'
import { exportPieceTable } from './0511-export-piece.js'
import { exportRowTable } from './0512-export-row.js'

/** Tables of lists that leave as a file longer than a request may take. */
export const exportMigrations: readonly Migration[] = [exportTable, exportPieceTable, exportRowTable]
